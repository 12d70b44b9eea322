drop index registry_membership_household;
create index registry_membership_household on registry_membership (household_id, until_on, from_on, person_id);
