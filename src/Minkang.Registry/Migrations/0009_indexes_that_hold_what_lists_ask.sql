-- Counting and leafing through a county reads these indexes alone and never the wide rows behind them.
drop index registry_person_village;
create index registry_person_village on registry_person (village_code, household_id, line, ended_on, id);
drop index registry_person_initials;
create index registry_person_spoken on registry_person (village_code, pinyin, initials, name_key, id);
create index registry_person_ended on registry_person (end_reason, ended_on, id) where ended_on is not null;
create index registry_person_place on registry_person (id, village_code, ended_on);
drop index registry_household_fact_kind;
create index registry_household_fact_kind on registry_household_fact (kind, value, from_on, until_on, household_id);
create index registry_household_place on registry_household (village_code, ended_on, id);
create index registry_household_place_of on registry_household (id, village_code, ended_on);
drop index registry_household_fact_household;
create index registry_household_fact_household on registry_household_fact (household_id, kind, until_on, from_on, value);
