### The support console: its menu and first page

support-menu-label = Støttekonsollen
support-menu-home = Hjem
support-menu-search = Søk
support-menu-scenarios = Scenarier
support-menu-gallery = Skjermbilder
support-menu-cases = Saker
