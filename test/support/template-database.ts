/** The migrated database that every test database is copied from; nobody may be connected to it. */
export const TEMPLATE_DATABASE = 'sealflow_template';

/** The role that works on every copy of it; its password is the owner's. */
export const APPLICATION_ROLE = 'sealflow_app';
