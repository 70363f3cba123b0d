-- Whose answer a finding is, without the port: a resolver that answers at another one since it was restarted is the same.
-- Workers of 0.3.0 go on beside it: what they write has none, and counts by its source.
-- beside: 0010_master_keys.sql

alter table findings add column asked text;

-- Sources without a port are what they are. Several at one address are told apart by their number, as domain/control/kept-findings.ts
-- does it.
update findings as f
   set asked = numbered.host || case when numbered.number = 1 then '' else ' #' || numbered.number end
  from (select finding_id, host,
               dense_rank() over (partition by order_id, name, subject, host order by source) as number
          from (select finding_id, order_id, name, subject, source,
                       regexp_replace(regexp_replace(source, '\[([^]]+)\]:[0-9]+(\)?)$', '\1\2'),
                                      '(^|[ (])([^]:() []+):[0-9]+(\)?)$', '\1\2\3') as host
                  from findings
                 where source ~ ':[0-9]+\)?$') as bare) as numbered
 where f.finding_id = numbered.finding_id and numbered.host <> f.source;
