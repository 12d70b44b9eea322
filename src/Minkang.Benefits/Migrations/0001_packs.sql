create table benefit_adoption (
    id uuid not null primary key,
    pack_id text not null,
    name text not null,
    text text not null,
    extended text not null,
    given text not null,
    hash text not null,
    from_on date not null,
    until_on date,
    ended_at timestamptz,
    state text not null,
    proposed_by_name text not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    note text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index benefit_adoption_from on benefit_adoption (state, from_on);
