/** The migrated database that every test database is copied from; nobody may be connected to it. */
export const TEMPLATE_DATABASE = 'sealflow_template';
