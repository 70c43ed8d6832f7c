-- How many rows each summary table has, for which date it was last calculated, and how many days ago that is.
{{tables}}
ORDER BY table_name
