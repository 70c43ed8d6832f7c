-- Whether StopQueryExecution was answered for it: a process that ends before the query has stopped must not run it again.
ALTER TABLE queries ADD COLUMN stop_requested INTEGER NOT NULL DEFAULT 0;
