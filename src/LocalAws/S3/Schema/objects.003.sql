-- A key has a row for the file that is there, and one for the file that is about to replace it: whichever a reader or the
-- next process finds has its own.
ALTER TABLE objects RENAME TO objects_of_one_file;
CREATE TABLE objects (
    bucket     TEXT NOT NULL,
    key        TEXT NOT NULL,
    size       INTEGER NOT NULL,
    modified   INTEGER NOT NULL, -- .NET ticks, UTC
    definition TEXT NOT NULL,
    PRIMARY KEY (bucket, key, size, modified)
) WITHOUT ROWID;
INSERT INTO objects SELECT bucket, key, size, modified, definition FROM objects_of_one_file;
DROP TABLE objects_of_one_file;
