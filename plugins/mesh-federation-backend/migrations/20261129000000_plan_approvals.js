// @ts-check

/**
 * Who asked for the approval of a plan, and who declined it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('plans', table => {
    table
      .text('approval_request')
      .nullable()
      .comment('Who asked for approval, when and why, a JSON object');
    table
      .text('declined')
      .nullable()
      .comment('Who declined it, when and why, a JSON object');
  });
};

/**
 * Not by the schema builder: on SQLite it makes the table anew, and what refers to it goes with the
 * old one.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE plans DROP COLUMN approval_request');
  await knex.raw('ALTER TABLE plans DROP COLUMN declined');
};
