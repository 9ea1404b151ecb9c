//! A Chromium for each test, driven through one chromedriver for the whole test program.

use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use bekreft::demo::persons::{self, Situation};
use serde_json::json;
use thirtyfour::prelude::*;
use tokio::sync::{Semaphore, SemaphorePermit};
use world::World;

/// Browsers are large; as many at a time as a small machine bears.
static SEATS: Semaphore = Semaphore::const_new(2);
static DRIVER_PORT: OnceLock<u16> = OnceLock::new();

/// What a test about a browser needs.
pub struct Bench {
    pub world: World,
    pub driver: WebDriver,
    _seat: SemaphorePermit<'static>,
}

/// How the window is.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub width: u32,
    pub dark: bool,
}

pub const PHONE: Window = Window { width: 375, dark: false };
pub const DESKTOP: Window = Window { width: 1280, dark: false };

/// Starts chromedriver once. It ends with this program, also when that is killed: the signal follows the thread that
/// started it, so that thread never ends.
fn driver_port() -> u16 {
    *DRIVER_PORT.get_or_init(|| {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        std::thread::spawn(move || {
            let mut driver = Command::new("setpriv")
                .args(["--pdeathsig", "KILL", "--", "chromedriver", &format!("--port={port}")])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("setpriv is part of Debian");
            let _ = driver.wait();
        });
        let answers = (0..400).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        assert!(answers, "chromedriver does not answer; `scripts/setup.sh test` installs it");
        port
    })
}

fn capabilities() -> thirtyfour::ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1000",
    ] {
        capabilities.add_arg(argument).expect("a good argument");
    }
    capabilities
}

/// A seat in front of a world, into which the demo persons come.
pub async fn seat(world: &World) -> SemaphorePermit<'static> {
    let seat = SEATS.acquire().await.expect("seats are never closed");
    assert!(world.state.assets.is_built(), "the style is built; `scripts/setup.sh test` does it");
    persons::refresh(&world.db, world.now()).await.expect("the demo persons come in");
    seat
}

impl Bench {
    /// A world with the demo persons, and a browser.
    pub async fn start() -> Self {
        Self::in_world(World::start().await).await
    }

    /// A browser in a world that is otherwise.
    pub async fn in_world(world: World) -> Self {
        let seat = seat(&world).await;
        let url = format!("http://127.0.0.1:{}", driver_port());
        let driver = WebDriver::new(&url, capabilities()).await.expect("Chromium starts");
        Self { world, driver, _seat: seat }
    }

    /// Lets go of the browser. A test that fails leaves it to chromedriver's end.
    pub async fn ends(self) {
        self.driver.quit().await.expect("Chromium ends");
    }

    async fn devtools(&self, command: &str, parameters: serde_json::Value) {
        self.driver.cdp().send_raw(command, parameters).await.expect("the browser does it");
    }

    /// Gives the window another size and colours.
    pub async fn window(&self, window: Window) {
        let size = json!({"width": window.width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        let scheme = if window.dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Switches script off for all pages to come.
    pub async fn without_script(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    }

    /// Switches script on again.
    pub async fn with_script(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": false})).await;
    }

    /// Opens an address of ours.
    pub async fn opens(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.world.url())).await.expect("the page opens");
    }

    /// Chooses a person in the list.
    pub async fn logs_in(&self, situation: Situation) {
        self.opens("/testid").await;
        let number = persons::showing(situation).expect("somebody shows it").identifier.expose();
        self.presses(&format!("button.hit[value='{number}']")).await;
    }

    /// Chooses a person in the list, and the high level of assurance.
    pub async fn logs_in_at_high_level(&self, situation: Situation) {
        self.opens("/testid").await;
        let number = persons::showing(situation).expect("somebody shows it").identifier.expose();
        self.stays_and_presses("label[for=list-high]").await;
        self.presses(&format!("button.hit[value='{number}']")).await;
    }

    /// Waits until such an element is on the page, which may be a page of somebody else.
    pub async fn waits_for(&self, css: &str) {
        for _ in 0..400 {
            if self.has(css).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let at = self.driver.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        unreachable!("{css} comes; the browser is at {at}")
    }

    /// Whether an element is there to be seen.
    pub async fn shows(&self, css: &str) -> bool {
        self.element(css).await.is_displayed().await.expect("it is on the page")
    }

    /// Turns to another tab, a new one if there are not that many.
    pub async fn turns_to_tab(&self, number: usize) {
        let tabs = self.driver.windows().await.expect("tabs");
        let tab = match tabs.get(number) {
            Some(tab) => tab.clone(),
            None => self.driver.new_tab().await.expect("a new tab"),
        };
        self.driver.switch_to_window(tab).await.expect("it is turned to");
    }

    /// The first element that fits.
    pub async fn element(&self, css: &str) -> WebElement {
        let found = self.driver.find(By::Css(css)).await;
        found.unwrap_or_else(|error| unreachable!("{css} is on the page: {error}"))
    }

    /// Whether such an element is there.
    pub async fn has(&self, css: &str) -> bool {
        self.driver.find(By::Css(css)).await.is_ok()
    }

    /// Presses a button or link that leads to another page, and waits for that page.
    pub async fn presses(&self, css: &str) {
        let before = self.element("html").await;
        self.stays_and_presses(css).await;
        self.arrives(&before).await;
    }

    /// Presses a link that leads to another place on the same page.
    pub async fn stays_and_presses(&self, css: &str) {
        self.element(css).await.click().await.expect("it can be pressed");
    }

    /// Presses Enter in a field, and waits for the next page.
    pub async fn enters(&self, css: &str) {
        let before = self.element("html").await;
        self.element(css).await.send_keys(Key::Enter).await.expect("Enter");
        self.arrives(&before).await;
    }

    /// Waits until the page before is gone and the next one is there to its last line.
    async fn arrives(&self, before: &WebElement) {
        for _ in 0..400 {
            let gone = before.tag_name().await.is_err();
            if gone && self.has("footer.site-footer").await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        unreachable!("another page comes");
    }

    /// Types into a field in place of what stands there.
    pub async fn types(&self, css: &str, text: &str) {
        let field = self.element(css).await;
        field.clear().await.expect("it can be emptied");
        field.send_keys(text).await.expect("it can be typed into");
    }

    /// Presses keys wherever the focus is.
    pub async fn keys(&self, keys: impl Into<thirtyfour::TypingData>) {
        let focused = self.driver.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.expect("keys can be pressed");
    }

    /// What stands in a field.
    pub async fn value(&self, css: &str) -> String {
        self.element(css).await.value().await.expect("it has a value").unwrap_or_default()
    }

    /// What can be read on the page.
    pub async fn text(&self) -> String {
        self.element("body").await.text().await.expect("text")
    }

    /// The main heading.
    pub async fn heading(&self) -> String {
        self.element("h1").await.text().await.expect("text").replace('\u{ad}', "")
    }

    /// The title.
    pub async fn title(&self) -> String {
        self.driver.title().await.expect("a title")
    }

    /// The path of the page.
    pub async fn path(&self) -> String {
        self.driver.current_url().await.expect("an address").path().to_owned()
    }

    /// Something a script finds out.
    pub async fn asks(&self, script: &str) -> serde_json::Value {
        self.driver.execute(script, Vec::new()).await.expect("the script runs").json().clone()
    }

    /// Id, or else class, of the element that has the focus.
    pub async fn focus(&self) -> String {
        let focused = self.driver.active_element().await.expect("something has the focus");
        let id = focused.attr("id").await.expect("attributes").unwrap_or_default();
        if id.is_empty() { focused.attr("class").await.expect("attributes").unwrap_or_default() } else { id }
    }
}

/// «Bekreft og gå videre», the one that is seen.
pub const CONFIRM: &str = "form#confirm > button.ds-button";
