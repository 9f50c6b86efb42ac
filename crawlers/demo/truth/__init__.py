"""What is true in the demo: the vacancies (`vacancies`) and the files that they are made from."""
