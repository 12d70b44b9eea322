create table registry_hospital_patient (
    id uuid not null primary key,
    person_id uuid not null references registry_person (id),
    hospital text not null,
    from_on date not null,
    until_on date,
    ended_at timestamptz,
    created_at timestamptz not null,
    created_by uuid not null,
    updated_at timestamptz not null,
    updated_by uuid not null,
    version integer not null
);
create unique index registry_hospital_patient_open on registry_hospital_patient (hospital, person_id) where until_on is null;
create index registry_hospital_patient_person on registry_hospital_patient (person_id);
