-- Numbered scripts never change once released: a new need is a new number.
CREATE TABLE sessions (
    access_key_id TEXT PRIMARY KEY,
    expires       INTEGER NOT NULL, -- Unix time, seconds
    definition    TEXT NOT NULL
) WITHOUT ROWID;
