module bed/app

go 1.26.0
