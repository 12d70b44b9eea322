create table platform_proposal (
    id uuid not null primary key,
    kind text not null,
    area text not null,
    asked_under text not null,
    argument text not null,
    state text not null,
    proposer_name text not null,
    decided_by uuid,
    decided_name text,
    decided_at timestamptz,
    decision_note text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index platform_proposal_state on platform_proposal (state, created_at);
