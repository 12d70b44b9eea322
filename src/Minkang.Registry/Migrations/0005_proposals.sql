create table registry_proposal (
    id uuid not null primary key,
    kind text not null,
    person_id uuid references registry_person (id),
    household_id uuid references registry_household (id),
    village_code text not null,
    fact_kind text,
    value text,
    on_date date not null,
    reason_sealed text,
    payload_sealed text,
    state text not null,
    first_by uuid,
    first_name text,
    first_at timestamptz,
    decided_by uuid,
    decided_name text,
    decided_at timestamptz,
    decision_number text,
    decision_note text,
    proposer_name text not null,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index registry_proposal_state on registry_proposal (state, village_code);
create index registry_proposal_person on registry_proposal (person_id);
create index registry_proposal_household on registry_proposal (household_id);
