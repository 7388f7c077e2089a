-- A quiz with its rules and where it stands; times are seconds since 1970.
CREATE TABLE quiz (
    id TEXT PRIMARY KEY,
    guild BIGINT,
    channel BIGINT,
    host TEXT NOT NULL,
    school_class TEXT NOT NULL,
    title TEXT NOT NULL,
    seed TEXT NOT NULL,
    rules TEXT NOT NULL,
    phase TEXT NOT NULL,
    round INTEGER NOT NULL,
    opened_at DOUBLE PRECISION NOT NULL,
    closes_at DOUBLE PRECISION,
    paused_at DOUBLE PRECISION NOT NULL,
    next_at DOUBLE PRECISION,
    started_at DOUBLE PRECISION NOT NULL,
    ended_at DOUBLE PRECISION,
    version INTEGER NOT NULL,
    board BIGINT,
    board_shows INTEGER
);

-- Whoever starts a quiz where one is running is refused by this key, not by a look beforehand.
CREATE UNIQUE INDEX one_running_quiz_per_channel ON quiz (channel) WHERE ended_at IS NULL;

CREATE INDEX quizzes_of_a_server ON quiz (guild, started_at);

-- The questions as they were asked: the facts may change while a quiz runs, and long after it.
CREATE TABLE question (
    quiz TEXT NOT NULL REFERENCES quiz (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    skipped BOOLEAN NOT NULL,
    counted BOOLEAN NOT NULL,
    PRIMARY KEY (quiz, number)
);

CREATE TABLE player (
    quiz TEXT NOT NULL REFERENCES quiz (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    team TEXT NOT NULL,
    here BOOLEAN NOT NULL,
    PRIMARY KEY (quiz, person)
);

CREATE INDEX quizzes_of_a_person ON player (person);

-- One answer a person and question, whatever happens: a changed one takes its place.
CREATE TABLE answer (
    quiz TEXT NOT NULL,
    number INTEGER NOT NULL,
    person TEXT NOT NULL,
    marks TEXT NOT NULL,
    text TEXT NOT NULL,
    taken DOUBLE PRECISION NOT NULL,
    time_left DOUBLE PRECISION NOT NULL,
    correct BOOLEAN NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (quiz, number, person),
    FOREIGN KEY (quiz, number) REFERENCES question (quiz, number) ON DELETE CASCADE,
    FOREIGN KEY (quiz, person) REFERENCES player (quiz, person) ON DELETE CASCADE
);

-- Whose members may start quizzes in a server.
CREATE TABLE host_role (
    guild BIGINT PRIMARY KEY,
    role BIGINT NOT NULL
);

-- Who has more time for each question in a server: 0.5 is half as much again.
CREATE TABLE extra_time (
    guild BIGINT NOT NULL,
    person TEXT NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (guild, person)
);
