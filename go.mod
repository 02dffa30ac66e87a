module tickdiff

go 1.26
