/** A database as 0.3.0 left it: the schema that it had, and rows in every table of several accounts. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fillDatabase } from '../../bench/stored/fill.js';
import type { Database } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';
import { migrationNames, migrationsFolder } from '../../db/migrations-folder.js';
import { chained, genesisOf } from '../../domain/accounts/operations-log.js';
import { temporaryFolder } from './temporary-folder.js';

/** The last one of 0.3.0. */
const LAST = '0007_operations.sql';
/** The smallest number that the filling makes. */
const ORDERS = 5_000;
/** Whose log has its hashes; those of the others are listed only. */
export const LOGGED = ['shop', 'bank'] as const;

/** The schema that 0.3.0 had, in a database without any. Names of the migrations that came since. */
export async function migrateAs030(url: string): Promise<string[]> {
  const folder = temporaryFolder();
  await cp(migrationsFolder(), folder, { recursive: true });
  const later = (await migrationNames(folder)).filter((name) => name > LAST);
  for (const name of later) await rm(join(folder, name));
  await migrate(url, folder);
  return later;
}

/** Names of the migrations that came since. */
export async function fillAs030(url: string, database: Database): Promise<string[]> {
  const later = await migrateAs030(url);
  await fillDatabase(url, { orders: ORDERS, schema: '0.3.0' });
  for (const statement of REST) await database.query(statement);
  for (const account of LOGGED) await writeLog(database, account);
  return later;
}

async function writeLog(database: Database, account: string): Promise<void> {
  const entries = Array.from({ length: 1_201 }, (_, index) => ({
    at: new Date(Date.UTC(2026, 9, 1) + index * 1_000).toISOString(),
    actor: index % 3 ? '李雷' : 'ops@example.com',
    origin: 'cli@host',
    operation: 'order.cancel',
    subject: `ord_${index >> 1}`,
    details: { names: ['a.example', '例子.cn'], asked: index },
    outcome: index % 2 ? ('done' as const) : ('asked' as const),
  }));
  await database.query(
    `insert into operations (account, sequence, at, actor, origin, operation, subject, details, outcome, previous_hash, hash)
     select account, sequence, at, actor, origin, operation, subject, details, outcome, "previousHash", hash
       from jsonb_to_recordset($1::jsonb)
         as made (account text, sequence bigint, at timestamptz, actor text, origin text, operation text, subject text,
                  details jsonb, outcome text, "previousHash" text, hash text)`,
    [JSON.stringify(chained(genesisOf(account), entries))],
  );
}

const SEALED = `jsonb_build_object('v', 1, 'masterKeyId', 'old', 'iv', md5(order_id), 'text', md5(order_id || 'sealed'))`;
const LETTER = `decode(repeat(md5(order_id), 64), 'hex')`;

/** What `fillDatabase` leaves empty. */
const REST = [
  // Of the free product: those in use, those given back, and those that were never counted at a domain.
  `insert into free_places (order_id, account, registrable_domain, taken_at, given_back_at)
   select order_id, account, case when right(order_id, 1) <> '0' then (array['example.com', 'example.net'])[1 + ascii(right(order_id, 1)) % 2] end,
          created_at, case when state in ('cancelled', 'rejected', 'expired') then updated_at end
     from orders where certificate_type = 'dv-free'`,
  // From elsewhere: free ones of the same CA, watched by two accounts, revoked ones, one that is ours, a paid one, an expired one.
  `insert into plans (plan_id, account, kind, years, begins_at, ends_at)
   select 'elsewhere_' || i, (array['giant', 'large-1'])[1 + i % 2], 'uploaded', 1, now() - interval '9 days', now() + interval '80 days'
     from generate_series(1, 40) i`,
  `insert into certificates (certificate_id, account, names, serial_number, fingerprint_sha256, issuer, not_before, not_after,
                             certificate_pem, chain_pem, source, plan_id, revoked_at, alias)
   select 'elsewhere_' || i, (array['giant', 'large-1'])[1 + i % 2],
          array['w' || i || '.example.com', (array['www.example.net', 'example.com', 'a.b.example.org'])[1 + i % 3]], i::text,
          case when i = 3 then (select fingerprint_sha256 from certificates where source = 'ordered' limit 1)
               else md5((i / 2)::text) end,
          case when i % 7 = 0 then 'CN=Elsewhere' else 'CN=TrustAsia DV TLS RSA CA' end, now() - interval '9 days',
          now() + case when i % 5 = 0 then interval '300 days' when i % 9 = 0 then interval '-1 day' else interval '60 days' end,
          'pem', 'chain', 'uploaded', 'elsewhere_' || i, case when i % 11 = 0 then now() - interval '3 days' end, 'Elsewhere ' || i
     from generate_series(1, 40) i`,
  `insert into certificate_keys (certificate_id, sealed_private_key)
   select certificate_id, jsonb_build_object('masterKeyId', 'old', 'text', md5(certificate_id))
     from certificates where source = 'uploaded'`,
  `insert into order_keys (order_id, csr_pem, spki_sha256, sealed_private_key, password_protected)
   select order_id, 'CSR', md5(order_id) || md5(order_id), ${SEALED}, right(order_id, 1) = '1' from orders`,
  `insert into pending_key_passwords (order_id, sealed_password) select order_id, ${SEALED} from orders where state = 'validating'`,
  `insert into domain_validations (order_id, name, method, record, issued_at, status, validated_at)
   select order_id, name, 'manual-dns', jsonb_build_object('type', 'TXT', 'name', '_dnsauth.' || name, 'value', md5(order_id)),
          created_at, case state when 'issued' then 'valid' else 'pending' end, case state when 'issued' then created_at end
     from orders cross join unnest(names) name`,
  `insert into published_validations (order_id, target, publication)
   select order_id, 'dns/' || names[1], jsonb_build_object('zone', 'example.com') from orders where state = 'validating'`,
  // One source, seen at several ports; two at one address; a source without any.
  `insert into findings (order_id, name, subject, source, question, expected, found, verdict, first_checked_at, last_checked_at)
   select order_id, names[1], 'record', source, 'TXT', 'a', 'b', 'wrong', created_at, updated_at
     from orders cross join (values ('ns1.example (192.0.2.1:5301)'), ('ns1.example (192.0.2.1:5302)'), ('192.0.2.7:53'),
                                    ('[2001:db8::1]:53'), ('resolver')) seen (source)
    where state = 'validating'`,
  `insert into companies (company_id, account, details, created_at, removed_at)
   select 'co_' || i, (array['giant', 'large-0', 'large-1'])[1 + i % 3], jsonb_build_object('fullName', '例子科技 ' || i, 'country', 'CN'),
          now() - interval '1 hour' * i, case when i % 10 = 0 then now() end from generate_series(1, 60) i`,
  `insert into contacts (contact_id, account, details, created_at, removed_at)
   select 'ct_' || i, (array['giant', 'large-0', 'large-1'])[1 + i % 3], jsonb_build_object('name', '王小明 ' || i),
          now() - interval '1 hour' * i, case when i % 10 = 0 then now() end from generate_series(1, 60) i`,
  `insert into organization_checks (order_id, account, brand, certificate_type, company_key, status, steps, validated_at, checked_at)
   select order_id, account, brand, certificate_type, company_key, 'valid', '[{"step": "register", "status": "done"}]', created_at, updated_at
     from orders where company_key is not null`,
  `insert into organization_details (details_id, order_id, part, details, created_by)
   select 'det_' || order_id, order_id, 'contact', '{"name": "王小明"}', 'li' from orders where company_key is not null limit 50`,
  `update orders set terms = terms || '{"organization": {"way": "confirmation-letter"}}'
    where order_id in (select order_id from orders where company_key is not null and state = 'validating')`,
  `insert into letters (letter_id, order_id, version, document, content_type, size_bytes, sha256, content, uploaded_by, status)
   select 'letter_' || order_id || version, order_id, version, 'confirmation-letter', 'application/pdf', 1024,
          encode(sha256(${LETTER}), 'hex'), ${LETTER}, 'li', case version when 1 then 'superseded' else 'stored' end
     from orders cross join generate_series(1, 2) version where terms -> 'organization' ->> 'way' = 'confirmation-letter'`,
  `insert into revocations (revocation_id, certificate_id, order_id, account, reason, proof, state, requested_by, created_at,
                            started_at, ended_at)
   select 'rev_' || certificate_id, certificate_id, order_id, account, 'superseded', 'letter',
          case when revoked_at is null then 'requested' else 'revoked' end, 'li', created_at, created_at, revoked_at
     from certificates where order_id is not null and (revoked_at is not null or right(certificate_id, 2) = '00')`,
  `insert into revocation_letters (letter_id, revocation_id, version, content_type, size_bytes, sha256, content, uploaded_by, status)
   select 'letter_' || revocation_id, revocation_id, 1, 'image/png', 1024, encode(sha256(${LETTER}), 'hex'), ${LETTER}, 'li',
          case when ended_at is null then 'handed-in' else 'accepted' end from revocations`,
  `insert into notice_preferences (account, language, switched_off, mail_address, webhook_url)
   values ('giant', 'zh', '[]', 'ops@example.com', null), ('large-0', 'both', '["mail"]', null, 'https://hook.example')`,
  `insert into notices (order_id, occasion, rung_days, outcome, attempts)
   select order_id, 'subscriber-dns@2026-01-01T00:00:00.000Z', 1, 'sent', 1 from orders where state = 'validating'`,
];
