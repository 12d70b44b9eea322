create table benefit_referral (
    id uuid not null primary key,
    person_id uuid not null,
    household_id uuid,
    village_code text not null,
    from_institution text not null,
    from_level text not null,
    doctor text not null,
    to_institution text not null,
    to_level text not null,
    to_place text not null,
    diagnosis_sealed text not null,
    reason text not null,
    note_sealed text,
    emergency boolean not null,
    skipped boolean not null,
    within_ability boolean not null,
    made_on date not null,
    made_by_name text not null,
    state text not null,
    answered_on date,
    answered_by_name text,
    accepting_doctor text,
    refusal_sealed text,
    returned_on date,
    returned_by_name text,
    outcome_sealed text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index benefit_referral_person on benefit_referral (person_id, state);
create index benefit_referral_village on benefit_referral (village_code, made_on);
create index benefit_referral_from on benefit_referral (from_institution, made_on);
create index benefit_referral_to on benefit_referral (to_institution, made_on);
create index benefit_referral_day on benefit_referral (made_on);

create table benefit_tiered_care (
    id uuid not null primary key,
    kind text not null,
    area_code text not null,
    from_on date not null,
    until_on date,
    document text not null,
    made_by_name text not null,
    ended_by_name text,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create index benefit_tiered_care_kind on benefit_tiered_care (kind, area_code);

alter table benefit_admission add column referral_id uuid;
create unique index benefit_admission_referral on benefit_admission (referral_id) where state <> 'cancelled';
