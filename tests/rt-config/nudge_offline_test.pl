#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The scrip that tells the bridge, in a Perl without RT: every form of address, the half minute of rest and its
# end, values that are no text, and that it leaves the variables of its process alone.
use strict;
use warnings;
use Encode;
use FindBin;
use IO::Socket::INET;
use IO::Socket::IP;
use IO::Socket::UNIX;
use File::Temp;
use JSON::PP;
use POSIX ();
use Test::More;
use Time::HiRes;

our ( %config, @logged, @rows );
{
    package RT;              sub Config { 'RT::Config' }  sub Logger { 'RT::Logger' }  sub SystemUser { 'system' }
    package RT::Config;      sub Get { $main::config{ $_[1] } }
    package RT::Logger;      sub warning { push @main::logged, $_[1]; $@ = 'of the logger'; }
    package RT::Transaction; our $AUTOLOAD;
    sub new  { bless {}, shift }
    sub Load { my ( $self, $id ) = @_; %$self = %{ $main::rows[ $id - 1 ] }; return }
    sub AUTOLOAD { my ($name) = $AUTOLOAD =~ /(\w+)\z/; return $_[0]{$name} }
    package Row;             sub id { $_[0]{id} }
    package Creator;         sub Name { ${ $_[0] } }
    package Ticket;          sub id { '12' } sub QueueObj { bless \( my $name = 'staged-rollout' ), 'Creator' }
    sub TransactionBatch { [ map { bless $_, 'Row' } @main::rows ] }
    package Self;            sub TicketObj { bless {}, 'Ticket' }
}

my $code = do { local $/; open my $in, '<', "$FindBin::Bin/../../rt-config/scrips/nudge.pl" or die $!; <$in> };
my $self = bless {}, 'Self';
my $dir  = File::Temp->newdir;
open my $out, '>', "$dir/secret" or die $!;
print $out "whsec_c2VjcmV0\n";
close $out;

sub row {
    my ( $type, $creator, $old, $new ) = @_;
    return { id => '1', Type => $type, CreatorObj => bless( \$creator, 'Creator' ), OldValue => $old, NewValue => $new };
}

# Runs the scrip; gives its log. A child answers at the listening socket, if there is one, and keeps the request.
sub run {
    my ( $door, $answer ) = @_;
    my $child = $door && fork;
    if ( $door and !$child ) {
        my $peer = $door->accept;
        my $got  = '';
        sysread $peer, $got, 65536, length $got until $got =~ /\r\n\r\n.*\}\z/s;
        open my $keep, '>:raw', "$dir/got" or die $!;
        print $keep $got;
        close $keep;
        syswrite $peer, $answer // "HTTP/1.1 202 Accepted\r\n\r\n";
        POSIX::_exit(0);
    }
    @logged = ();
    my $returned = eval "package RT::Action::UserDefined; $code";
    is( $@, '', 'it does not die' );
    is( $returned, 1, 'RT hears that all is well' );
    kill 'TERM', $child if $child and @logged;
    waitpid $child, 0 if $child;
    return join "\n", @logged;
}

sub got { local $/; open my $in, '<:raw', "$dir/got" or die $!; my $got = <$in>; unlink "$dir/got"; return $got }

%config = ( RolloutBridgeSecretFile => "$dir/secret" );
@rows   = ( row( 'Set', 'mgr1', 'a', 'b' ) );
my $tcp  = IO::Socket::INET->new( Listen => 5, LocalAddr => '127.0.0.1' );
my $port = $tcp->sockport;

for my $none ( undef, '' ) {
    $config{RolloutBridgeURL} = $none;
    is( run(), '', 'without a URL no word' );
}
for my $bad ( 'https://127.0.0.1/x', 'http://bridge.example/hooks', "http://127.0.0.1:$port/a b", 'http://127.0.0.1:99999999/x',
    "http://127.0.0.1:$port/x\r\nEvil: 1", 'unix:relative', 'http://999.1.1.1/x', 'http://[::1/x', "unix:/$dir" . 'x' x 200 ) {
    $config{RolloutBridgeURL} = $bad;
    like( run(), qr/ticket 12, .*remedy: /, 'refused: ' . $bad =~ s/\s/ /gr );
}
$config{RolloutBridgeURL} = "unix:$dir/missing";
like( run(), qr/No such file.*remedy: /, 'a socket that is not there' );

my $unix = IO::Socket::UNIX->new( Listen => 5, Local => "$dir/hook.sock" ) or die $!;
$config{RolloutBridgeURL} = "unix:$dir/hook.sock";
is( run($unix), '', 'a Unix socket' );
like( got(), qr{\APOST /hooks/rt HTTP/1\.1\r\nHost: localhost\r\n}, 'has its path' );
my $probe = IO::Socket::IP->new( Listen => 5, LocalHost => '::1' );
if ($probe) {    # a machine may have no IPv6
    my $six = $probe->sockport;
    $config{RolloutBridgeURL} = "http://[::1]:$six/hooks/rt";
    is( run($probe), '', 'IPv6' );
    like( got(), qr/\r\nHost: \[::1\]:$six\r\n/, 'and its Host' );
}
$config{RolloutBridgeURL} = "http://localhost:$port/hooks/rt";
{
    local %ENV = ( %ENV, http_proxy => 'http://127.0.0.1:9', HTTP_PROXY => 'http://127.0.0.1:9' );
    is( run($tcp), '', 'localhost is not looked up, a proxy is not asked' );
    like( got(), qr{\APOST /hooks/rt HTTP/1\.1\r\nHost: localhost:$port\r\n}, 'the request itself' );
}

# --- what need not be told
for my $own ( [ row( 'Set', 'rollout-bridge' ) ], [ row( 'EmailRecord', 'mgr1' ), row( 'CommentEmailRecord', 'mgr1' ) ],
    [ row( 'EmailRecord', 'mgr1' ), row( 'Comment', 'rollout-bridge' ) ], [] ) {
    local @rows = @$own;
    local $config{RolloutBridgeURL} = "http://127.0.0.1:1/x";
    is( run(), '', 'no call' );
}
{
    local $config{RolloutBridgeUser} = 'another';
    local @rows = ( row( 'Set', 'rollout-bridge' ) );
    is( run($tcp), '', 'the bridge may have another name' );
    like( got(), qr/"creator":"rollout-bridge"/, 'and is told then' );
}

# --- values
my $malformed = "abc\xe6\xbc";
Encode::_utf8_on($malformed);
for my $value ( $malformed, "\x{d800}", "\x{110000}", "\xff\xfe", "\0", 'x' x 1000, "\x{1f600}" x 300, undef, '' ) {
    no warnings;
    local @rows = ( row( 'Set', 'mgr1', $value, $value ) );
    is( run($tcp), '', 'any value is sent' );
    my ($body) = got() =~ /\r\n\r\n(.*)\z/s;
    my $said = eval { JSON::PP->new->utf8->decode($body) };
    is( $@, '', 'as JSON' );
    is( defined $said->{transactions}[0]{old}, defined $value, 'none is none' );
    ok( length( $said->{transactions}[0]{new} // '' ) <= 255, 'cut' );
    unlike( $body, qr/[^\x20-\x7e]/, 'in plain characters' );
    like( $body, qr/"id":1,/, 'and numbers' );
}

# --- the half minute
my $silent = IO::Socket::INET->new( Listen => 5, LocalAddr => '127.0.0.1' );
my $silent_url = 'http://127.0.0.1:' . $silent->sockport . '/x';

sub times_out {
    $config{RolloutBridgeURL} = $silent_url;
    my $began = Time::HiRes::time();
    return ( run(), Time::HiRes::time() - $began );
}
my ( $said, $took ) = times_out();
like( $said, qr/no answer within 2 s \(2\.0 s\); remedy: /, 'a silent one is told of' );
ok( $took > 1.9 && $took < 3, "after two seconds ($took)" );
( $said, $took ) = times_out();
is( $said, '', 'then no word' );
ok( $took < 1, 'and no wait' );
$Rollout::Nudge::rests_until -= 30;
( $said, $took ) = times_out();
is( $said, '', 'still silent after half a minute: no second word' );
ok( $took > 1.9 && $Rollout::Nudge::rests_until > Time::HiRes::clock_gettime( Time::HiRes::CLOCK_MONOTONIC() ) + 25, 'and another rest' );
$Rollout::Nudge::rests_until -= 30;
$config{RolloutBridgeURL} = "http://127.0.0.1:$port/hooks/rt";
like( run($tcp), qr/is called again/, 'the end is told' );
is( run($tcp), '', 'once' );

# --- the process is left as it was
{
    local $SIG{PIPE}    = sub { fail('SIGPIPE') };
    local $SIG{ALRM}    = sub { fail('SIGALRM') };
    local $SIG{__DIE__} = sub { fail("heard of a die: $_[0]") };
    local $_ = 'topic';
    my $remaining = alarm 100;
    $config{RolloutBridgeURL} = 'http://127.0.0.1:1/refused';
    my @before = ( $_, "$SIG{PIPE}", "$SIG{ALRM}", "$SIG{__DIE__}" );
    $! = 5;
    like( run(), qr/refused/, 'a failure' );
    is_deeply( [ $_, "$SIG{PIPE}", "$SIG{ALRM}", "$SIG{__DIE__}" ], \@before, 'disturbs nothing' );
    ok( alarm(0) > 95, 'and no alarm clock' );
}
done_testing;
