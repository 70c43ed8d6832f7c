-- Numbered scripts never change once released: a new need is a new number.
-- What S3 knows of an object beyond its bytes. A row counts only while the file still has the size and time that the row names:
-- files that others put into the lake, or change there, have no row that counts.
CREATE TABLE objects (
    bucket     TEXT NOT NULL,
    key        TEXT NOT NULL,
    size       INTEGER NOT NULL,
    modified   INTEGER NOT NULL, -- .NET ticks, UTC
    definition TEXT NOT NULL,
    PRIMARY KEY (bucket, key)
) WITHOUT ROWID;
