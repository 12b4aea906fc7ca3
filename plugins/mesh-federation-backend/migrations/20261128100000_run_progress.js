// @ts-check

/**
 * What a running step tells of itself: clusters that do not answer, and what is left to do.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('run_steps', table => {
    table
      .text('progress')
      .nullable()
      .comment('Silent clusters and what is left to do, a JSON object');
  });
};

/**
 * Not by the schema builder: on SQLite it makes the table anew, and what refers to it goes with the
 * old one.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE run_steps DROP COLUMN progress');
};
