// @ts-check

/**
 * Federations (what somebody wants) and plans (what that would do).
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('federations', table => {
    table.comment('Named sets of member clusters');
    table
      .string('name', 63)
      .primary()
      .notNullable()
      .comment('DNS-1123 label by which everything refers to it');
    table.text('description').nullable().comment('What it is for');
    table
      .text('members')
      .notNullable()
      .comment('Sorted names of the member clusters, a JSON array');
    table
      .string('reader')
      .notNullable()
      .comment('Whether the reader of remote secrets may read Secrets');
    table.string('created_at').notNullable().comment('ISO 8601 in UTC');
    table.string('updated_at').notNullable().comment('ISO 8601 in UTC');
    table
      .string('updated_by')
      .notNullable()
      .comment('User or service that changed it last');
  });

  await knex.schema.createTable('plans', table => {
    table.comment('Plans; written once and never changed');
    table.string('id').primary().notNullable().comment('UUID');
    table
      .string('federation', 63)
      .notNullable()
      .references('name')
      .inTable('federations')
      .onDelete('CASCADE')
      .comment('The federation that it is a plan for');
    table.string('status').notNullable().comment('ready, blocked or empty');
    table.string('created_at').notNullable().comment('ISO 8601 in UTC');
    table.string('created_by').notNullable().comment('User or service');
    table
      .text('request')
      .notNullable()
      .comment('What was asked for, a JSON object');
    table
      .string('digest', 64)
      .notNullable()
      .comment('SHA-256 that an approval names, hexadecimal');
    table.integer('steps').notNullable().comment('Number of steps');
    table
      .text('body', 'longtext')
      .notNullable()
      .comment('The whole plan, a JSON object; secret bytes are placeholders');
    table.index(['federation', 'created_at'], 'plans_newest_index');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('plans');
  await knex.schema.dropTable('federations');
};
