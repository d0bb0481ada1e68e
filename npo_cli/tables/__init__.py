"""Tables of expenses as municipalities keep them: CSV and Excel files, read row by row and written safely."""
