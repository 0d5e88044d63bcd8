"""The texts of HELP: the command as it is written, then what it does. Data only."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, ...]] = {
    "ADMIN": ("ADMIN", "Tells who runs this server."),
    "AUTHENTICATE": (
        "AUTHENTICATE <mechanism or response>",
        "Logs in to an account (SASL); clients do this by themselves.",
    ),
    "AWAY": ("AWAY [<text>]", "Marks you as away with this text; without one, as back."),
    "BATCH": (
        "BATCH +<reference> draft/multiline <target> | BATCH -<reference>",
        "Puts several lines together to one message; clients do this by themselves.",
    ),
    "CAP": ("CAP LS|LIST|REQ|END", "Negotiates IRCv3 capabilities; clients do this by themselves."),
    "DLINE": (
        "DLINE [<duration>] <address, range or nick> [<reason>]",
        "Operators: nobody from there may connect. A duration is minutes, or as 2h or 1d12h.",
    ),
    "CHATHISTORY": (
        "CHATHISTORY LATEST|BEFORE|AFTER|AROUND <target> <reference> <limit>",
        "CHATHISTORY BETWEEN <target> <reference> <reference> <limit>",
        "CHATHISTORY TARGETS timestamp=<time> timestamp=<time> <limit>",
        "Brings what was said before in a channel or with a person, or tells with whom you",
        "talked. A reference is msgid=<id>, timestamp=<time>, or * with LATEST.",
    ),
    "CHGHOST": (
        "CHGHOST <nick> <username> <host>",
        "Changes where somebody seems to be from; for server operators.",
    ),
    "ERROR": ("ERROR <reason>", "What the server says before it closes a connection."),
    "HELP": ("HELP [<command>]", "Tells what a command does."),
    "INFO": ("INFO", "Tells what this server is."),
    "INVITE": (
        "INVITE <nick> <channel>",
        "Asks somebody into a channel that you are in; opens an invite-only one for them.",
        "Without parameters, lists the channels that you were invited to.",
    ),
    "ISUPPORT": ("ISUPPORT", "Tells what the server supports."),
    "ISON": ("ISON <nick> ...", "Tells which of these nicks are here."),
    "JOIN": (
        "JOIN <channel>[,<channel>...] [<key>[,<key>...]]",
        "Joins channels; one that does not exist yet is made, and you run it.",
        "JOIN 0 leaves them all.",
    ),
    "KICK": ("KICK <channel> <nick>[,<nick>...] [<reason>]", "Puts somebody out of a channel."),
    "KILL": ("KILL <nick> <reason>", "Operators: closes somebody's connections."),
    "KLINE": (
        "KLINE [<duration>] <nick, user@host, nick!user@host or ~a:account> [<reason>]",
        "Operators: nobody of this mask or account may be here. * and ? are wildcards.",
        "A duration is minutes, or as 2h or 1d12h; without one the ban is for ever.",
    ),
    "LINKS": ("LINKS", "Lists the servers of this network."),
    "KNOCK": ("KNOCK <channel> [<text>]", "Asks those who run a channel to be invited to it."),
    "LIST": (
        "LIST [<channel or mask>,...] [<condition>,...]",
        "Lists the channels. Conditions: >n or <n members, C>n or C<n minutes since it was",
        "made, T>n or T<n minutes since the topic was set, !mask for all others.",
    ),
    "LUSERS": ("LUSERS", "Tells how many people and channels there are."),
    "MARKREAD": (
        "MARKREAD <target> [timestamp=<time>]",
        "Tells, or sets for all your clients, how far you have read.",
    ),
    "METADATA": (
        "METADATA <target> GET <key>... | LIST | SET <key> [<value>] | CLEAR | SYNC",
        "METADATA * SUB <key>... | UNSUB <key>... | SUBS",
        "Reads and sets what people and channels say of themselves, and follows the changes.",
    ),
    "MODE": (
        "MODE <channel> [<modes> [<parameter>...]]",
        "Shows or changes a channel's modes: q founder, a admin, o operator, h halfop, v voice,",
        "b ban, e exception from bans, I exception from invite-only, k key, l limit of members,",
        "i invite-only, m moderated, n no messages from outside, s secret, C no CTCP,",
        "t topic by halfops and above only, H history is shown to members from when they joined,",
        "R only who has an account joins, M only who has an account speaks.",
        "A mask may be ~a:account; +b ~m:mask takes the word from whom it matches.",
        "MODE <your nick> [<modes>]: i invisible, B bot, w hear WALLOPS, R messages only from",
        "those who have an account, A you stay in your channels while you are not connected,",
        "-o no longer an operator.",
    ),
    "MONITOR": (
        "MONITOR + <nick>[,<nick>...] | MONITOR - <nick>[,<nick>...] | MONITOR C | L | S",
        "Tells you when somebody comes online or goes offline: + adds nicks, - takes them off,",
        "C clears the list, L shows it, S tells who is online.",
    ),
    "MOTD": ("MOTD", "Shows the message of the day."),
    "NAMES": ("NAMES <channel>[,<channel>...]", "Lists who is in channels."),
    "NICK": ("NICK <nick>", "Changes your nick."),
    "NOTICE": ("NOTICE <target>[,<target>...] <text>", "Says something that expects no answer."),
    "OPER": ("OPER <name> <password>", "Makes you an operator of this server."),
    "PART": ("PART <channel>[,<channel>...] [<reason>]", "Leaves channels."),
    "PASS": ("PASS <password>", "Gives the server's password, before anything else."),
    "PING": ("PING <token>", "Asks the server for an answer with the same token."),
    "PONG": ("PONG <token>", "Answers a PING."),
    "PRIVMSG": (
        "PRIVMSG <target>[,<target>...] <text>",
        "Says something to a channel or a person; @#channel reaches its operators only.",
    ),
    "QUIT": ("QUIT [<reason>]", "Leaves the server."),
    "REGISTER": (
        "REGISTER <account or *> <e-mail address or *> <password>",
        "Makes an account for you; * is the name of your nick, or no address.",
    ),
    "REHASH": ("REHASH", "Operators: reads the configuration again."),
    "RENAME": (
        "RENAME <channel> <new name> [<reason>]",
        "Gives a channel that you run another name.",
    ),
    "REDACT": (
        "REDACT <target> <msgid> [<reason>]",
        "Deletes a message of yours, or, as an operator of the channel, anybody's.",
    ),
    "SEARCH": (
        "SEARCH <attribute>=<value>[;<attribute>=<value>...]",
        "Finds messages. Attributes: text, in (channel or nick), from (nick), after and before",
        "(times), limit. A space in a value is written \\s.",
    ),
    "SETNAME": ("SETNAME <realname>", "Changes your realname."),
    "STATS": (
        "STATS <letter>",
        "u how long the server is up, m how often commands were used, p operators who are here;",
        "for operators also d and k bans (DLINE, KLINE), l connections, o operators' names.",
    ),
    "TAGMSG": ("TAGMSG <target>[,<target>...]", "Sends message tags without a text."),
    "TIME": ("TIME", "Tells the server's time."),
    "TOKEN": (
        "TOKEN SERVICELIST or TOKEN GENERATE <service> [<channel>]",
        "Lists services beside the chat, and gives you a token to be let in there once.",
    ),
    "TOPIC": ("TOPIC <channel> [<topic>]", "Shows or changes what a channel is about."),
    "UNDLINE": ("UNDLINE <address or range>", "Operators: lifts the ban of DLINE."),
    "UNKLINE": ("UNKLINE <mask>", "Operators: lifts the ban of KLINE."),
    "USER": ("USER <username> 0 * <realname>", "Says who you are when you connect."),
    "USERHOST": ("USERHOST <nick> ...", "Tells where up to five people are."),
    "VERIFY": ("VERIFY <account> <code>", "Completes the registration of an account."),
    "VERSION": ("VERSION", "Tells the server's version and what it supports."),
    "WALLOPS": ("WALLOPS <text>", "Operators: says something to all who have the mode w."),
    "WHO": ("WHO [<channel or mask>] [%<fields>[,<token>]]", "Lists people with what they show."),
    "WHOIS": ("WHOIS <nick>", "Tells all that you may know about somebody."),
    "WHOWAS": ("WHOWAS <nick>[,<nick>...] [<count>]", "Tells who had a nick before."),
}

INDEX: tuple[str, ...] = (
    "Commands (HELP <command> tells more)",
    *(" ".join(sorted(TEXTS)[start : start + 8]) for start in range(0, len(TEXTS), 8)),
)
