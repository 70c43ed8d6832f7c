CASE
    -- Zero however written, or 1e-100 and less: '0', since an engine may write out all the zeros of 1e-999999999.
    WHEN regexp_like({{text}}, '\A[\x09-\x0D ]*(?:[+-]?(?:0+(?:\.0*)?|\.0+)(?:[eE][+-]?[0-9]+)?|\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE]-0*[1-9][0-9]{2,})[\x09-\x0D ]*\z') THEN '0'
    -- Any other number as it is written. Not negative, and not 1e+100 or more: those are invalid anyway.
    ELSE regexp_extract({{text}}, '\A[\x09-\x0D ]*(\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?0*[0-9]{1,2})?)[\x09-\x0D ]*\z', 1)
END
