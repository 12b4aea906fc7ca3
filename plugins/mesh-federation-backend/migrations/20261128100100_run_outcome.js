// @ts-check

/**
 * Whether what a run was for holds in what was observed afterwards.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .string('outcome')
      .nullable()
      .comment('proven, not-proven or unknown, once it has ended');
    table.text('no_proof').nullable().comment('Why there is no proof');
  });
};

/**
 * Not by the schema builder: on SQLite it makes the table anew, and what refers to it goes with the
 * old one.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE runs DROP COLUMN outcome');
  await knex.raw('ALTER TABLE runs DROP COLUMN no_proof');
};
