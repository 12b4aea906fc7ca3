// @ts-check

/**
 * What istiod made of the answers about each workload, by the newest question about it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('witness', table => {
    table.comment('What istiod made of the answers about a workload');
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('workload').notNullable();
    table
      .string('asked_at', 30)
      .notNullable()
      .comment('When istiod was asked, answered or not; ISO 8601 in UTC');
    table
      .text('seen')
      .nullable()
      .comment('Digest of what was known and of what istiod said');
    table.text('body', 'longtext').notNullable().comment('As JSON');
    table.primary(['cluster', 'namespace', 'workload']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('witness');
};
