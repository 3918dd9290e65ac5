"""Show me: results folders, tables, figures, workbooks."""
