### The support console: its menu and first page

support-menu-label = Støttekonsollen
support-menu-home = Heim
support-menu-search = Søk
support-menu-scenarios = Scenario
support-menu-gallery = Skjermbilete
support-menu-cases = Saker
