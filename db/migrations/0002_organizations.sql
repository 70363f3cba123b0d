-- Organization validation: who is asked, what they gave, how far the CA's check has come.
alter table orders
  -- domain and organization side by side (domain/tracks.ts)
  add column tracks jsonb,
  -- the company as one word, the same for every spelling of blanks and case (domain/company-identity.ts)
  add column company_key text,
  -- the order that this one was submitted anew for
  add column replaces_order_id text references orders,
  -- SHA-256 of a draft's form as it was handed in: saved companies named in it may have changed when it comes again
  add column submission_sha256 text;
-- An order is submitted anew once.
create unique index orders_by_replaced on orders (replaces_order_id) where replaces_order_id is not null;

-- Companies and persons that an account has saved, to be named in later orders. An order keeps a copy of its own.
create table companies (
  company_id text primary key,
  account text not null,
  details jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz
);
create index companies_by_account on companies (account, created_at desc) where removed_at is null;

create table contacts (
  contact_id text primary key,
  account text not null,
  details jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz
);
create index contacts_by_account on contacts (account, created_at desc) where removed_at is null;

-- Stamped letters and application forms: every version, who sent it and what became of it.
create table letters (
  letter_id text primary key,
  order_id text not null references orders on delete cascade,
  version integer not null check (version >= 1),
  document text not null check (document in ('confirmation-letter', 'application-form')),
  content_type text not null,
  size_bytes integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null default now(),
  status text not null default 'stored'
    check (status in ('stored', 'superseded', 'handed-in', 'accepted', 'rejected', 'refused')),
  reason text,
  -- set before the CA is called: from then on it is asked which letters it has before anything is sent again
  handing_in_at timestamptz,
  unique (order_id, version),
  constraint letter_size_is_true check (size_bytes = octet_length(content)),
  -- the rows of domain/letter-rules.ts; a test compares them
  constraint letter_is_acceptable check (
    case document
      when 'confirmation-letter' then
        content_type in ('image/jpeg', 'image/png', 'application/pdf') and size_bytes between 1024 and 1468006
      else content_type in ('image/jpeg', 'image/gif', 'application/pdf') and size_bytes between 1 and 1468006
    end
  )
);
-- No letter where the CA takes none: the order's way is the name of the document it takes (domain/organization-ways.ts).
create function refuse_letter_of_other_way() returns trigger language plpgsql as $$
begin
  if not exists (
    select from orders where order_id = new.order_id and terms -> 'organization' ->> 'way' = new.document
  ) then
    raise exception 'The order takes no %', new.document
      using errcode = 'check_violation', constraint = 'letter_fits_the_way';
  end if;
  return new;
end
$$;
create trigger letter_fits_the_way before insert on letters
  for each row execute function refuse_letter_of_other_way();
-- DNSPod SM2 takes one upload and no second one.
create unique index one_application_form on letters (order_id) where document = 'application-form';
-- While one letter lies with the CA, there is no other.
create unique index one_letter_under_way on letters (order_id) where status in ('stored', 'handed-in');

-- A contact or channel that was changed on a living order.
create table organization_details (
  details_id text primary key,
  order_id text not null references orders on delete cascade,
  part text not null check (part in ('contact', 'channel')),
  details jsonb not null,
  -- proposed, handed-in, refused
  status text not null default 'proposed',
  reason text,
  created_by text not null,
  created_at timestamptz not null default now()
);
create index organization_details_by_order on organization_details (order_id, created_at desc);

-- The CA's check of the company as last looked at; what was validated may be used again within the dated rules.
create table organization_checks (
  order_id text primary key references orders on delete cascade,
  account text not null,
  brand text not null,
  certificate_type text not null,
  company_key text not null,
  status text not null,
  reused boolean not null default false,
  -- [{step, status, reason}] as in workflows/activity-contract.ts
  steps jsonb not null,
  validated_at timestamptz,
  checked_at timestamptz not null
);


alter table domain_validations
  add column validated_at timestamptz;

-- The other half of an SM2 pair: the encryption certificate, and its key in the envelope that the signing key opens.
alter table certificates
  add column encryption_certificate_pem text,
  add column encryption_enveloped_key text;
