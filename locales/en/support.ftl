### The support console: its menu and first page

support-menu-label = Support console
support-menu-home = Home
support-menu-search = Search
support-menu-scenarios = Scenarios
support-menu-gallery = Screens
support-menu-cases = Cases
