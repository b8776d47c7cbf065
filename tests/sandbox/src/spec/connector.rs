//! The JSON of a connector.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::respond::script::Lines;
use crate::spec::seconds::Seconds;
use crate::spec::service::Service;
use crate::state::address::Address;
use crate::state::lifecycle::{Lifecycle, Phase, RUNNING, Step, Task, Timelines};

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ConnectorSpec {
    environment_id: Option<String>,
    kafka_cluster_id: Option<String>,
    name: String,
    pub(crate) id: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    state: String,
    tasks: Tasks,
    trace: Option<String>,
    lag: Seconds,
    on_resume: Option<Timeline>,
    on_restart: Option<Timeline>,
    on_pause: Option<Timeline>,
    on_stop: Option<Timeline>,
    pub(crate) answers: Lines,
    pub(crate) extra: Map<String, Value>,
    pub(crate) config: Map<String, Value>,
}

impl Default for ConnectorSpec {
    fn default() -> Self {
        Self {
            environment_id: None,
            kafka_cluster_id: None,
            name: "orders-sink".to_owned(),
            id: None,
            kind: "sink".to_owned(),
            state: "PAUSED".to_owned(),
            tasks: Tasks::Count(1),
            trace: None,
            lag: Seconds::default(),
            on_resume: None,
            on_restart: None,
            on_pause: None,
            on_stop: None,
            answers: Lines::default(),
            extra: Map::new(),
            config: Map::new(),
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "must be a count, or a list of states and of {\"state\", \"trace\", \"msg\", \"worker_id\"}"
)]
enum Tasks {
    Count(u16),
    List(Vec<TaskSpec>),
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum TaskSpec {
    State(String),
    Whole(WholeTask),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeTask {
    state: String,
    worker_id: Option<String>,
    msg: Option<String>,
    trace: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(try_from = "Vec<StepSpec>")]
struct Timeline(Vec<StepSpec>);

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepSpec {
    after: Seconds,
    state: String,
    trace: Option<String>,
    tasks: Option<Tasks>,
}

impl TryFrom<Vec<StepSpec>> for Timeline {
    type Error = &'static str;

    fn try_from(steps: Vec<StepSpec>) -> Result<Self, Self::Error> {
        if steps.is_sorted_by_key(|step| step.after.0) {
            Ok(Self(steps))
        } else {
            Err("after: the steps of a timeline must be in the order of time")
        }
    }
}

impl ConnectorSpec {
    pub(crate) fn has_cloud_ids(&self) -> bool {
        self.environment_id.is_some() || self.kafka_cluster_id.is_some() || self.id.is_some()
    }

    pub(crate) fn address(&self, service: Service) -> Address<'static> {
        let (environment_id, kafka_cluster_id) = match service {
            Service::ConfluentCloud => ("env-a1b2c3", "lkc-x7y8z9"),
            Service::KafkaConnect => ("", ""),
        };
        let or = |given: &Option<String>, default: &str| given.clone().unwrap_or_else(|| default.to_owned()).into();
        Address {
            environment_id: or(&self.environment_id, environment_id),
            kafka_cluster_id: or(&self.kafka_cluster_id, kafka_cluster_id),
            name: self.name.clone().into(),
        }
    }

    pub(crate) fn lifecycle(&self, service: Service) -> Lifecycle {
        let tasks = self.tasks.under(&self.state, service);
        let phase = Phase { state: self.state.clone(), trace: self.trace.clone(), tasks };
        let given = |timeline: &Option<Timeline>| {
            timeline.as_ref().map(|Timeline(steps)| steps.iter().map(|step| self.step(step, service)).collect())
        };
        let lagging = || vec![self.lagging(service)];
        let timelines = Timelines {
            on_resume: given(&self.on_resume).unwrap_or_else(lagging),
            on_restart: given(&self.on_restart).unwrap_or_else(lagging),
            on_pause: given(&self.on_pause),
            on_stop: given(&self.on_stop),
        };
        Lifecycle::new(service, phase, timelines)
    }

    fn step(&self, step: &StepSpec, service: Service) -> Step {
        Step {
            after: step.after.0,
            phase: Phase {
                state: step.state.clone(),
                trace: step.trace.clone(),
                tasks: match &step.tasks {
                    Some(tasks) => tasks.under(&step.state, service),
                    None => self.tasks.moved_to(&step.state, service),
                },
            },
        }
    }

    fn lagging(&self, service: Service) -> Step {
        Step {
            after: self.lag.0,
            phase: Phase { state: RUNNING.to_owned(), trace: None, tasks: self.tasks.moved_to(RUNNING, service) },
        }
    }
}

impl Tasks {
    /// As in the JSON, if the JSON lists the tasks.
    fn under(&self, connector_state: &str, service: Service) -> Vec<Task> {
        match self {
            Self::Count(_) => self.moved_to(connector_state, service),
            Self::List(tasks) => tasks.iter().cloned().map(Task::from).collect(),
        }
    }

    /// The same tasks, under another state of their connector.
    fn moved_to(&self, connector_state: &str, service: Service) -> Vec<Task> {
        let Some(state) = service.task_state(connector_state) else {
            return Vec::new();
        };
        let moved = |worker_id| Task { state: state.to_owned(), worker_id, ..Task::default() };
        match self {
            Self::Count(count) => (0..*count).map(|_| moved(None)).collect(),
            Self::List(tasks) => tasks.iter().map(|task| moved(task.worker_id())).collect(),
        }
    }
}

impl TaskSpec {
    fn worker_id(&self) -> Option<String> {
        match self {
            Self::State(_) => None,
            Self::Whole(task) => task.worker_id.clone(),
        }
    }
}

impl From<TaskSpec> for Task {
    fn from(spec: TaskSpec) -> Self {
        match spec {
            TaskSpec::State(state) => Self { state, ..Self::default() },
            TaskSpec::Whole(task) => {
                Self { state: task.state, worker_id: task.worker_id, message: task.msg, trace: task.trace }
            }
        }
    }
}
