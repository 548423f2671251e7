-- A voice names a dictionary by its id alone.
create index document_by_id on document (kind, id);
