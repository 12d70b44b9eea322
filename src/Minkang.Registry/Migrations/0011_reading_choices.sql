alter table registry_import add column mode text not null default 'all';
alter table registry_import add column text_encoding text;
alter table registry_import add column text_separator text;
