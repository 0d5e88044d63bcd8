/* The floor to measure against: what a broadcaster costs that does nothing else.
 *
 * One thread, epoll. All that is readable is read, what was said in a channel is gathered, and then
 * every member gets it in one send. Of IRC there is what the load needs: NICK, USER, JOIN, PRIVMSG
 * and PING. No history, no modes, no checks: not a server to use. A line begins with the nick, the
 * user and the host, as the other servers' do: to copy it to each member is most of the cost.
 *
 *   cc -O2 -o floor floor.c && ./floor PORT [FILE]
 *
 * With a FILE, what is said is on the disk (write, fdatasync) before it is sent: what a server costs
 * at least that promises to keep it. The file is a ring of zeros at first, so that no write makes it
 * longer.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_WAITING (4 << 20) /* bytes for one client */
#define LINE 8192
#define EVENTS 1024
#define RING (4 << 20) /* bytes of the file */

struct buffer { char *data; size_t size, room; };
struct entry { size_t start, size; struct client *origin; };

struct channel {
    struct channel *next;
    char name[64];
    struct client **members;
    size_t count, room;
    struct buffer said;
    struct entry *entries;
    size_t entry_count, entry_room;
    struct channel *next_dirty;
};

struct client {
    int fd, registered, gone, writable_wanted, in_flush;
    unsigned long spoke; /* the tick in which it last said something */
    char nick[64], user[64];
    char in[LINE];
    size_t in_size;
    struct buffer out;
    struct channel **channels;
    size_t channel_count;
    struct client *next_flush;
};

static int poller;
static unsigned long tick = 1;
static struct channel *buckets[4096], *dirty;
static struct client *to_flush;
static int kept = -1; /* the file */
static off_t kept_at;

static void *grown(void *old, size_t size)
{
    void *p = realloc(old, size);
    if (!p) exit(3);
    return p;
}

static void append(struct buffer *b, const char *data, size_t size)
{
    if (b->size + size > b->room) {
        b->room = (b->size + size) * 2;
        b->data = grown(b->data, b->room);
    }
    memcpy(b->data + b->size, data, size);
    b->size += size;
}

static void flush_later(struct client *c)
{
    if (!c->in_flush) {
        c->in_flush = 1;
        c->next_flush = to_flush;
        to_flush = c;
    }
}

static void reply(struct client *c, const char *data, size_t size)
{
    append(&c->out, data, size);
    flush_later(c);
}

static struct channel *channel_of(const char *name)
{
    unsigned long hash = 5381;
    for (const char *p = name; *p; p++) hash = hash * 33 + (unsigned char)*p;
    struct channel **place = &buckets[hash % 4096];
    for (struct channel *ch = *place; ch; ch = ch->next)
        if (!strcmp(ch->name, name)) return ch;
    struct channel *ch = grown(NULL, sizeof *ch);
    memset(ch, 0, sizeof *ch);
    snprintf(ch->name, sizeof ch->name, "%s", name);
    ch->next = *place;
    *place = ch;
    return ch;
}

static void say(struct channel *ch, struct client *origin, const char *rest, size_t size)
{
    char head[256];
    int head_size = snprintf(head, sizeof head, ":%s!%s@localhost ", origin->nick, origin->user);
    if (!ch->entry_count) {
        ch->next_dirty = dirty;
        dirty = ch;
    }
    if (ch->entry_count == ch->entry_room) {
        ch->entry_room = ch->entry_room ? ch->entry_room * 2 : 16;
        ch->entries = grown(ch->entries, ch->entry_room * sizeof *ch->entries);
    }
    struct entry *e = &ch->entries[ch->entry_count++];
    e->start = ch->said.size;
    e->origin = origin;
    append(&ch->said, head, head_size);
    append(&ch->said, rest, size);
    append(&ch->said, "\r\n", 2);
    e->size = ch->said.size - e->start;
    origin->spoke = tick;
}

static void join(struct client *c, char *name)
{
    char line[512];
    struct channel *ch = channel_of(name);
    if (ch->count == ch->room) {
        ch->room = ch->room ? ch->room * 2 : 16;
        ch->members = grown(ch->members, ch->room * sizeof *ch->members);
    }
    ch->members[ch->count++] = c;
    c->channels = grown(c->channels, (c->channel_count + 1) * sizeof *c->channels);
    c->channels[c->channel_count++] = ch;
    int size = snprintf(line, sizeof line, "JOIN %s", name);
    say(ch, c, line, size);
    size = snprintf(line, sizeof line,
                    ":%s!%s@localhost JOIN %s\r\n:floor 353 %s = %s :%s\r\n"
                    ":floor 366 %s %s :End\r\n",
                    c->nick, c->user, name, c->nick, name, c->nick, c->nick, name);
    reply(c, line, size);
}

static void handle(struct client *c, char *line, size_t size)
{
    char text[256];
    if (!strncmp(line, "PRIVMSG ", 8)) {
        char *end = strchr(line + 8, ' ');
        if (!end) return;
        *end = 0;
        struct channel *ch = channel_of(line + 8);
        *end = ' ';
        say(ch, c, line, size);
    } else if (!strncmp(line, "PING ", 5)) {
        reply(c, text, snprintf(text, sizeof text, ":floor PONG floor %.200s\r\n", line + 5));
    } else if (!strncmp(line, "NICK ", 5)) {
        snprintf(c->nick, sizeof c->nick, "%s", line + 5);
    } else if (!strncmp(line, "USER ", 5) && !c->registered) {
        c->registered = 1;
        snprintf(c->user, sizeof c->user, "%.*s", (int)strcspn(line + 5, " "), line + 5);
        reply(c, text, snprintf(text, sizeof text, ":floor 001 %s :Welcome\r\n", c->nick));
    } else if (!strncmp(line, "JOIN ", 5)) {
        join(c, line + 5);
    }
}

static void leave(struct client *c)
{
    for (size_t i = 0; i < c->channel_count; i++) {
        struct channel *ch = c->channels[i];
        for (size_t j = 0; j < ch->count; j++)
            if (ch->members[j] == c) {
                ch->members[j] = ch->members[--ch->count];
                break;
            }
    }
    c->channel_count = 0;
    c->gone = 1;
    flush_later(c); /* freed there, when nothing of this tick speaks of it */
}

static void read_from(struct client *c)
{
    ssize_t size = recv(c->fd, c->in + c->in_size, LINE - 1 - c->in_size, 0);
    if (size <= 0) {
        if (size == 0 || (errno != EAGAIN && errno != EINTR)) leave(c);
        return;
    }
    c->in_size += size;
    char *start = c->in, *end = c->in + c->in_size, *newline;
    while ((newline = memchr(start, '\n', end - start))) {
        char *stop = newline > start && newline[-1] == '\r' ? newline - 1 : newline;
        *stop = 0;
        handle(c, start, stop - start);
        start = newline + 1;
    }
    c->in_size = end - start;
    memmove(c->in, start, c->in_size);
    if (c->in_size == LINE - 1) leave(c);
}

static void watch(struct client *c, int writable)
{
    if (c->writable_wanted == writable) return;
    c->writable_wanted = writable;
    struct epoll_event event = {.events = EPOLLIN | (writable ? EPOLLOUT : 0), .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event);
}

/* Send now what the socket takes; the rest waits. */
static void deliver(struct client *c, const char *data, size_t size)
{
    if (!c->out.size) {
        ssize_t sent = send(c->fd, data, size, MSG_NOSIGNAL);
        if (sent == (ssize_t)size) return;
        if (sent < 0) sent = 0;
        data += sent;
        size -= sent;
    }
    reply(c, data, size);
}

static void bring_out(struct channel *ch)
{
    for (size_t i = 0; i < ch->count; i++) {
        struct client *c = ch->members[i];
        if (c->spoke != tick) {
            deliver(c, ch->said.data, ch->said.size);
            continue;
        }
        for (size_t j = 0; j < ch->entry_count; j++)
            if (ch->entries[j].origin != c)
                append(&c->out, ch->said.data + ch->entries[j].start, ch->entries[j].size);
        flush_later(c);
    }
    ch->said.size = ch->entry_count = 0;
}

static void flush(struct client *c)
{
    if (!c->gone && c->out.size) {
        ssize_t sent = send(c->fd, c->out.data, c->out.size, MSG_NOSIGNAL);
        if (sent > 0) {
            c->out.size -= sent;
            memmove(c->out.data, c->out.data + sent, c->out.size);
        }
        if (!c->out.size) {
            free(c->out.data);
            memset(&c->out, 0, sizeof c->out);
        }
        if (c->out.size > MOST_WAITING) leave(c);
    }
    if (c->gone) {
        close(c->fd);
        free(c->out.data);
        free(c->channels);
        free(c);
    } else {
        c->in_flush = 0;
        watch(c, c->out.size > 0);
    }
}

static void keep_all(void)
{
    for (struct channel *ch = dirty; ch; ch = ch->next_dirty) {
        if (kept_at + (off_t)ch->said.size > RING) kept_at = 0;
        if (pwrite(kept, ch->said.data, ch->said.size, kept_at) < 0) exit(4);
        kept_at += ch->said.size;
    }
    if (fdatasync(kept)) exit(4);
}

static void open_ring(const char *name)
{
    void *zeros = calloc(1, RING);
    kept = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (kept < 0 || !zeros || write(kept, zeros, RING) != RING || fsync(kept)) exit(4);
    free(zeros);
}

static void end_tick(void)
{
    if (kept >= 0 && dirty) keep_all();
    while (dirty) {
        struct channel *ch = dirty;
        dirty = ch->next_dirty;
        bring_out(ch);
    }
    struct client *list = to_flush;
    to_flush = NULL;
    while (list) {
        struct client *c = list;
        list = c->next_flush;
        flush(c);
    }
    tick++;
}

static void accept_all(int listener)
{
    int fd, one = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct client *c = grown(NULL, sizeof *c);
        memset(c, 0, sizeof *c);
        c->fd = fd;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    }
}

int main(int argc, char **argv)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(argc > 1 ? atoi(argv[1]) : 6667)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) {
        perror("floor");
        return 1;
    }
    if (argc > 2) open_ring(argv[2]);
    poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[EVENTS];
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(poller, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            struct client *c = events[i].data.ptr;
            if (!c) accept_all(listener);
            else if (!c->gone && (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) read_from(c);
            if (c && (events[i].events & EPOLLOUT)) flush_later(c);
        }
        end_tick();
    }
}
