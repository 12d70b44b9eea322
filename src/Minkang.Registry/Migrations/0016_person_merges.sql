alter table registry_person add column merged_into uuid references registry_person (id);
create index registry_person_merged on registry_person (merged_into) where merged_into is not null;
-- A record that was merged away keeps its number; only one of those that stand has it.
drop index registry_person_id_hash;
create unique index registry_person_id_hash on registry_person (id_hash) where merged_into is null;
-- Counting and leafing through leave merged records out and still read these indexes alone.
drop index registry_person_village;
create index registry_person_village on registry_person (village_code, household_id, line, ended_on, merged_into, id);
drop index registry_person_spoken;
create index registry_person_spoken on registry_person (village_code, pinyin, initials, name_key, merged_into, id);
drop index registry_person_place;
create index registry_person_place on registry_person (id, village_code, ended_on, merged_into);

drop view registry_v_person;
create view registry_v_person as
select p.id, p.household_id, h.number as household_number, head.name as head_name, p.village_code, coalesce(h.group_name, '') as group_name, p.line,
       p.name, p.name_key, p.pinyin, p.sex, p.birth_on, p.relation, p.id_state, p.ended_on, s.value as status
from registry_person p
left join registry_household h on h.id = p.household_id
left join registry_person head on head.id = h.head_person_id
left join registry_household_fact s on s.household_id = p.household_id and s.kind = 'status' and s.until_on is null
where p.merged_into is null;

create table registry_person_merge (
    id uuid not null primary key,
    kept_id uuid not null references registry_person (id),
    gone_id uuid not null references registry_person (id),
    village_code text not null,
    gone_village_code text not null,
    state text not null,
    reason_sealed text not null,
    choice_sealed text not null,
    finding_id uuid,
    decision_id uuid,
    asked_by_name text not null,
    merged_by uuid,
    merged_by_name text,
    merged_at timestamptz,
    undo_reason_sealed text,
    undo_choice_sealed text,
    undo_asked_by uuid,
    undo_asked_by_name text,
    undo_asked_at timestamptz,
    undone_by uuid,
    undone_by_name text,
    undone_at timestamptz,
    left_sealed text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index registry_person_merge_gone on registry_person_merge (gone_id) where state in ('asked', 'merged');
create index registry_person_merge_kept on registry_person_merge (kept_id, state);
create index registry_person_merge_village on registry_person_merge (village_code, created_at);

create table registry_person_merge_change (
    id uuid not null primary key,
    merge_id uuid not null references registry_person_merge (id),
    step integer not null,
    record_kind text not null,
    record_id uuid not null,
    values_sealed text not null
);
create index registry_person_merge_change_of on registry_person_merge_change (merge_id, step);

create table registry_person_alias (
    id uuid not null primary key,
    person_id uuid not null references registry_person (id),
    merge_id uuid not null references registry_person_merge (id),
    name text not null,
    name_key text not null,
    pinyin text not null,
    id_sealed text,
    id_hash text,
    id_tail_hash text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index registry_person_alias_person on registry_person_alias (person_id);
create index registry_person_alias_hash on registry_person_alias (id_hash);
create index registry_person_alias_tail on registry_person_alias (id_tail_hash);
