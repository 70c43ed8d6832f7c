SELECT
    {{name}} AS table_name,
    count(*) AS row_count,
    max(calculation_date) AS last_calculation_date,
    date_diff('day', max(calculation_date), CAST(at_timezone(current_timestamp, {{zone}}) AS date)) AS age_in_days
FROM {{table}}
