-- A person's place in a round that is held twice, since two records were merged: one of the two is set aside and counts no more.
alter table illness_round_person add column set_aside boolean not null default false;
drop index illness_round_person_once;
create unique index illness_round_person_once on illness_round_person (round_id, person_id) where not set_aside;
