-- Numbered scripts never change once released: a new need is a new number.
CREATE TABLE queries (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT, -- order of submission
    id         TEXT NOT NULL UNIQUE,
    token      TEXT UNIQUE,                       -- ClientRequestToken
    finished   INTEGER NOT NULL,
    definition TEXT NOT NULL
);

CREATE INDEX queries_unfinished ON queries (sequence) WHERE finished = 0;
