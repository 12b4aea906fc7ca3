// @ts-check

/**
 * Versions of federations, so that of two changes at a time one is refused; and an index for the
 * runs of a plan.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('federations', table => {
    table
      .integer('version')
      .notNullable()
      .defaultTo(1)
      .comment(
        'Grows by one with each change; the compare in compare-and-swap',
      );
  });
  await knex.schema.alterTable('runs', table => {
    table.index(['plan_id', 'started_at'], 'runs_of_plan_index');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runs', table => {
    table.dropIndex(['plan_id', 'started_at'], 'runs_of_plan_index');
  });
  // By hand, because knex drops a column on SQLite by making the table anew, and dropping the old
  // one would take the plans and runs with it.
  await knex.raw('alter table ?? drop column ??', ['federations', 'version']);
};
