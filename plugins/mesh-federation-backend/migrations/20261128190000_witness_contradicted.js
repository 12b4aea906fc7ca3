// @ts-check

/**
 * How many answers about a workload istiod contradicted: those that have some are read with every
 * answer.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('witness', table => {
    table
      .integer('contradicted')
      .notNullable()
      .defaultTo(0)
      .index()
      .comment('How many contradictions the body holds');
  });
  // What was not counted is weighed again at the next question.
  await knex('witness').update({ seen: null });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('witness', table => {
    table.dropIndex('contradicted');
    table.dropColumn('contradicted');
  });
};
