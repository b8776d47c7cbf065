//! The sandbox as a program: prints its addresses, and ends when nobody needs it any more.

mod arguments;

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::thread;

use arguments::{Command, HELP};
use tokio::select;
use tokio::sync::oneshot;
use unpause_sandbox::{Options, Sandbox};

/// The exit code of a shell for a wrong command line.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let command = match arguments::parse() {
        Ok(command) => command,
        Err(mistake) => return fail(&format!("{mistake} (--help tells more)"), USAGE),
    };
    let done = match command {
        Command::Help => print(HELP),
        Command::Version => print(concat!("unpause-sandbox ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Run { options, watches_stdin } => run(options, watches_stdin),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string(), 1),
    }
}

/// Only two workers: the machine is for the code under test.
#[tokio::main(worker_threads = 2)]
async fn run(options: Options, watches_stdin: bool) -> Result<(), Box<dyn std::error::Error>> {
    // Before the sandbox prints its addresses: from then on a signal may come.
    let signalled = signalled()?;
    let sandbox = Sandbox::start(options).await?;
    print(&format!("{}\n", serde_json::to_string(sandbox.announcement())?))?;
    if !watches_stdin {
        signalled.await;
        return Ok(());
    }
    select! {
        () = signalled => {}
        () = stdin_closed() => {}
    }
    Ok(())
}

/// On a thread of its own: the end of the program would wait for a thread of tokio's.
async fn stdin_closed() {
    let (open, closed) = oneshot::channel::<()>();
    thread::spawn(move || {
        let _open = open;
        // However the copy ends, standard input is closed then.
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
    });
    let _ = closed.await;
}

#[cfg(unix)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler only stdin is left to wait for.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}

fn print(text: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

fn fail(message: &str, code: u8) -> ExitCode {
    eprintln!("unpause-sandbox: {message}");
    ExitCode::from(code)
}
