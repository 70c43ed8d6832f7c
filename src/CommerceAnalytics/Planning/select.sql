WITH
{{events}},
summary AS (
    {{summary}}
)
SELECT
    {{columns}}
FROM summary{{top}}
