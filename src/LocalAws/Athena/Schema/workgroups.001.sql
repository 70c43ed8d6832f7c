-- Numbered scripts never change once released: a new need is a new number.
CREATE TABLE workgroups (
    name       TEXT PRIMARY KEY,
    definition TEXT NOT NULL
) WITHOUT ROWID;
