"""The explainable 75 % test: is an earlier course our course unit, in name, volume and content?

Pure: neither Django nor viewflow. `titles.compare_titles` judges two names, `content.cover` lays topics beside
topics, `courses.compare_courses` joins both with hours over a whole application. The same input always gives the
same value. Every code is listed in docs/comparison.md; words for people are made in the Django layer.
"""
