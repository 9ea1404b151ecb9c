//! A real Kannel: bearerbox, smsbox, and the fake SMS centre that comes with it.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The three processes; they end with the test.
#[derive(Debug)]
pub struct Kannel {
    processes: Vec<Child>,
    folder: PathBuf,
    sendsms: u16,
    admin: u16,
}

const FAKE_CENTRE: &str = "/usr/lib/kannel/test/fakesmsc";

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port").port()
}

impl Kannel {
    /// Starts it and waits until it takes messages.
    pub async fn start() -> Self {
        let folder = crate::temporary_folder("kannel");
        let [admin, smsbox, smsc, sendsms] = [(); 4].map(|()| free_port());
        let file = folder.join("kannel.conf");
        std::fs::write(&file, settings(&folder, [admin, smsbox, smsc, sendsms])).expect("it is written");
        let mut kannel = Self { processes: Vec::new(), folder, sendsms, admin };
        kannel.run("/usr/sbin/bearerbox", &[file.to_str().expect("a path")], "bearerbox.out");
        wait_for(admin).await;
        wait_for(smsbox).await;
        let port = smsc.to_string();
        let centre = ["-H", "127.0.0.1", "-r", &port, "-i", "1", "-m", "1", "100 200 text start"];
        wait_for(smsc).await;
        kannel.run(FAKE_CENTRE, &centre, "centre.out");
        kannel.run("/usr/sbin/smsbox", &[file.to_str().expect("a path")], "smsbox.out");
        wait_for(sendsms).await;
        kannel.wait_until_online().await;
        kannel
    }

    fn run(&mut self, program: &str, arguments: &[&str], output: &str) {
        let out = File::create(self.folder.join(output)).expect("a file");
        let process = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--", program])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(out.try_clone().expect("the same file"))
            .stderr(out)
            .spawn();
        self.processes.push(process.expect("Kannel is installed (packages kannel and kannel-extras)"));
    }

    /// The fake SMS centre has come and the smsbox knows its way.
    async fn wait_until_online(&self) {
        for _ in 0..100 {
            let url = format!("http://127.0.0.1:{}/status.txt?password=admin", self.admin);
            let status = reqwest::get(url).await.expect("a status").text().await.expect("text");
            if status.contains("(online") && status.contains("smsbox") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        unreachable!("Kannel does not come online");
    }

    /// Where messages are handed over.
    pub fn sendsms_url(&self) -> String {
        format!("http://127.0.0.1:{}/cgi-bin/sendsms", self.sendsms)
    }

    /// Settings of the program that lead here.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("SMS_PROVIDER", "kannel".to_owned()),
            ("KANNEL_URL", self.sendsms_url()),
            ("KANNEL_USER", "bekreft".to_owned()),
            ("KANNEL_PASSWORD", "hemmelig".to_owned()),
            ("KANNEL_FROM", "Register".to_owned()),
        ]
    }

    /// What the SMS centre has received so far.
    pub async fn received(&self) -> String {
        for _ in 0..100 {
            let text = std::fs::read_to_string(self.folder.join("centre.out")).unwrap_or_default();
            if text.contains("Got message") && text.contains('#') {
                return text;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        String::new()
    }
}

impl Drop for Kannel {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn wait_for(port: u16) {
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    unreachable!("Kannel does not listen");
}

fn settings(folder: &Path, [admin, smsbox, smsc, sendsms]: [u16; 4]) -> String {
    let folder = folder.display();
    format!(
        r#"group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = admin
smsbox-port = {smsbox}
smsbox-interface = 127.0.0.1
log-file = "{folder}/bearerbox.log"
dlr-storage = internal

group = smsc
smsc = fake
smsc-id = FAKE
port = {smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1
log-file = "{folder}/smsbox.log"

group = sendsms-user
username = bekreft
password = hemmelig

group = sms-service
keyword = default
text = ""
max-messages = 0
"#
    )
}
