// @ts-check

/**
 * Newest observation of each cluster.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('observations', table => {
    table.comment('Newest observation of each cluster; holds no secret');
    table.string('cluster').primary().notNullable().comment('The cluster');
    table
      .string('at')
      .notNullable()
      .comment('When the newest observation began, ISO 8601 in UTC');
    table
      .string('digest', 64)
      .notNullable()
      .comment('SHA-256 of the JSON in body, hexadecimal');
    table
      .binary('body')
      .notNullable()
      .comment('The observation without its times, JSON, gzip');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('observations');
};
