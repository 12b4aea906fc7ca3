// @ts-check

/**
 * Runs, the clusters they hold, their steps and their events.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('runs', table => {
    table.comment('Approved plans at work, and what became of them');
    table.string('id').primary().notNullable().comment('UUID');
    table
      .string('plan_id')
      .notNullable()
      .references('id')
      .inTable('plans')
      .onDelete('CASCADE')
      .comment('The approved plan');
    table.string('federation', 63).notNullable().comment('Its federation');
    table.string('kind').notNullable().comment('join or leave');
    table.string('digest', 64).notNullable().comment('The approved digest');
    table
      .string('status')
      .notNullable()
      .comment('running, succeeded, failed, conflict or cancelled');
    table.string('approved_by').notNullable().comment('User or service');
    table.string('started_at').notNullable().comment('ISO 8601 in UTC');
    table.string('finished_at').nullable().comment('ISO 8601 in UTC');
    table
      .boolean('cancel_requested')
      .notNullable()
      .comment('Somebody asked it to stop before its next step');
    table.text('error').nullable().comment('Why it ended so, a JSON object');
    table
      .text('proof', 'longtext')
      .nullable()
      .comment('What was observed afterwards, a JSON object');
    table
      .integer('last_sequence')
      .notNullable()
      .comment('Sequence number of its newest event');
    table
      .string('lease_owner')
      .nullable()
      .comment('The worker that may write to it, and its how many-th lease');
    table
      .string('lease_until')
      .nullable()
      .comment('When another worker may take it, ISO 8601 in UTC');
    table
      .integer('lease_epoch')
      .notNullable()
      .comment('How many leases were taken; the compare in compare-and-swap');
    table.index(['status', 'started_at'], 'runs_work_index');
    table.index(['federation', 'started_at'], 'runs_newest_index');
  });

  await knex.schema.createTable('run_clusters', table => {
    table.comment('Clusters held by a running run: one run for each cluster');
    table.string('cluster').primary().notNullable().comment('The cluster');
    table
      .string('run_id')
      .notNullable()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE')
      .comment('The run that holds it until it ends');
    table.index(['run_id'], 'run_clusters_run_index');
  });

  await knex.schema.createTable('run_steps', table => {
    table.comment('Steps of runs and how far they are');
    table
      .string('run_id')
      .notNullable()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE')
      .comment('Their run');
    table.string('step_id').notNullable().comment('Id of the step in the plan');
    table.integer('position').notNullable().comment('Place in the plan');
    table.text('title').notNullable().comment('What the step does');
    table
      .string('status')
      .notNullable()
      .comment('pending, running, succeeded, failed, cancelled or proposed');
    table.string('started_at').nullable().comment('ISO 8601 in UTC');
    table.string('finished_at').nullable().comment('ISO 8601 in UTC');
    table
      .text('message')
      .nullable()
      .comment('What it waits for, or how it ended');
    table.text('error').nullable().comment('Why it failed, a JSON object');
    table
      .text('receipts', 'longtext')
      .notNullable()
      .comment('Objects written, removed or left, a JSON array');
    table.primary(['run_id', 'step_id']);
  });

  await knex.schema.createTable('run_events', table => {
    table.comment('History of runs');
    table
      .string('run_id')
      .notNullable()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE')
      .comment('Their run');
    table
      .integer('sequence')
      .notNullable()
      .comment('Grows by one from 1 in each run');
    table.string('at').notNullable().comment('ISO 8601 in UTC');
    table.string('step_id').nullable().comment('The step that it is about');
    table.string('type').notNullable().comment('What kind of event');
    table.text('message').notNullable().comment('What happened, in words');
    table.primary(['run_id', 'sequence']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_events');
  await knex.schema.dropTable('run_steps');
  await knex.schema.dropTable('run_clusters');
  await knex.schema.dropTable('runs');
};
