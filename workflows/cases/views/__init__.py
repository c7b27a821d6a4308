"""The pages that every kind of case has; workflows.cases.urls puts them under the addresses of a kind."""
