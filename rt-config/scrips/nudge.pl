# SPDX-License-Identifier: Apache-2.0
# Tells rollout-bridge that a ticket has news: one signed POST (Standard Webhooks 1.0) for all transactions
# of a batch. It is a hint; what the bridge does not hear, its sweep finds. Whatever happens here, the person
# at RT loses 2 s at the most, and only RT's log tells. No DNS, no proxy, no redirect, core Perl only.
local ( $@, $_, $!, $SIG{__DIE__} );
local $SIG{PIPE} = 'IGNORE';
my ( $patience, $slow, $rest ) = ( 2, 1, 30 );    # seconds
my $ticket = $self->TicketObj;

my $clock = sub { Time::HiRes::clock_gettime( Time::HiRes::CLOCK_MONOTONIC() ) };
my $fail  = sub { my ( $what, $remedy ) = @_; die "$what; remedy: $remedy\n" };

# A value is a hint: cut, and valid UTF-8 whatever RT holds.
my $hint = sub {
    my ($value) = @_;
    return undef unless defined $value;
    no warnings 'utf8';
    return Encode::decode( 'UTF-8', Encode::encode( 'UTF-8', substr $value, 0, 255 ) );
};

# What happened, or nothing when the bridge need not hear of it: its own doings, and mails that RT sent.
my $news = sub {
    my $own = RT->Config->Get('RolloutBridgeUser') || 'rollout-bridge';
    my ( @rows, $worth );
    for my $seen ( @{ $ticket->TransactionBatch || [] } ) {
        my $row = RT::Transaction->new( RT->SystemUser );    # the person may not see all of it
        $row->Load( $seen->id );
        my $creator = $row->CreatorObj->Name;
        $worth ||= $creator ne $own && $row->Type !~ /\A(?:Comment)?EmailRecord\z/;
        push @rows,
          {
            id      => 0 + $row->id,
            type    => $hint->( $row->Type ),
            field   => $hint->( $row->Field ),
            old     => $hint->( $row->OldValue ),
            new     => $hint->( $row->NewValue ),
            creator => $hint->($creator),
          };
    }
    return $worth ? @rows : ();
};

# The first line that is no comment, read anew each time: a new secret needs no restart of RT.
my $secret = sub {
    my $path = RT->Config->Get('RolloutBridgeSecretFile') // '';
    my $help = 'Set($RolloutBridgeSecretFile, PATH) to a file that RT may read, with a line whsec_<base64>';
    open my $file, '<:raw', $path or $fail->( "secret file '$path': $!", $help );
    while ( my $line = <$file> ) {
        next if $line =~ /\A\s*(?:#|\z)/;
        return MIME::Base64::decode_base64($1) if $line =~ m{\A\s*whsec_([A-Za-z0-9+/]+=*)\s*\z};
        last;
    }
    return $fail->( "secret file '$path' does not begin with a secret", $help );
};

# Where to: address of the socket, its family, Host, path.
my $target = sub {
    my ($url) = @_;
    return ( Socket::pack_sockaddr_un($1), Socket::PF_UNIX(), 'localhost', '/hooks/rt' )
      if $url =~ m{\Aunix:(/[\x21-\x7e]{1,100})\z};
    my ( $host, $port, $path ) = $url =~ m{\Ahttp://(localhost|[0-9.]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?(/[\x21-\x7e]*)?\z};
    my $number = !defined $host ? '' : $host eq 'localhost' ? '127.0.0.1' : $host =~ s/[\[\]]//gr;
    my ( $bad, $found ) = Socket::getaddrinfo( $number, $port // 80,
        { flags => Socket::AI_NUMERICHOST(), socktype => Socket::SOCK_STREAM() } );
    $fail->( "RolloutBridgeURL '$url' is none that can be called",
        'write http://127.0.0.1:PORT/hooks/rt (an address in numbers: no DNS is asked) or unix:/PATH' )
      if $number eq '' or $bad or !$found;
    return ( $found->{addr}, $found->{family}, $host . ( defined $port ? ":$port" : '' ), $path // '/hooks/rt' );
};

# The status of the answer. Every wait is bounded by the one deadline; a byte now and then does not extend it.
my $post = sub {
    my ( $url, $headers, $body, $deadline ) = @_;
    my ( $address, $family, $host, $path ) = $target->($url);
    my $lost = sub { $fail->( "$url: $_[0]", 'is rollout-bridge serving there?' ) };
    socket my $socket, $family, Socket::SOCK_STREAM(), 0 or $lost->($!);
    $socket->blocking(0);
    my $ready = sub {
        my ($to_write) = @_;
        my $left = $deadline - $clock->();
        $lost->("no answer within $patience s") if $left <= 0;
        my $bits = '';
        vec( $bits, fileno $socket, 1 ) = 1;
        return $to_write ? select( undef, $bits, undef, $left ) : select( $bits, undef, undef, $left );
    };
    my $may_go_on = sub { $!{EAGAIN} || $!{EWOULDBLOCK} || $!{EINTR} };

    if ( !connect $socket, $address ) {
        $lost->($!) unless $!{EINPROGRESS} or $!{EINTR};
        1 until $ready->(1) > 0;
        $! = unpack 'i', getsockopt $socket, Socket::SOL_SOCKET(), Socket::SO_ERROR();
        $lost->($!) if $!;
    }
    my $request = join "\r\n", "POST $path HTTP/1.1", "Host: $host", 'Connection: close', @$headers,
      'Content-Type: application/json', 'Content-Length: ' . length $body, '', $body;
    while ( length $request ) {
        next unless $ready->(1) > 0;
        my $count = syswrite $socket, $request;
        $may_go_on->() ? next : $lost->($!) unless defined $count;
        substr $request, 0, $count, '';
    }
    my $answer = '';
    while ( $answer !~ /\n/ and length $answer < 4096 ) {
        next unless $ready->(0) > 0;
        my $count = sysread $socket, $answer, 4096, length $answer;
        $may_go_on->() ? next : $lost->($!) unless defined $count;
        last if $count == 0;
    }
    return $1 if $answer =~ m{\AHTTP/1\.[01] ([0-9]{3})[ \r\n]};
    return $lost->( $answer eq '' ? 'closed without an answer' : 'the answer is not HTTP' );
};

my $nudge = sub {
    my ($url) = @_;
    require $_ for qw(Digest/SHA.pm Encode.pm Errno.pm IO/Handle.pm JSON/PP.pm MIME/Base64.pm Socket.pm Time/HiRes.pm);
    my $began   = $clock->();
    my $resting = defined $Rollout::Nudge::rests_until;
    return if $resting and $began < $Rollout::Nudge::rests_until;
    my @rows = $news->() or return;
    my $body = JSON::PP->new->ascii->canonical->encode(
        { v => 1, ticket => 0 + $ticket->id, queue => $hint->( $ticket->QueueObj->Name ), transactions => \@rows } );
    my $id   = sprintf 'txn-%d-%d-%d-%.0f', $rows[0]{id}, $rows[-1]{id}, $$, 1e6 * Time::HiRes::time();
    my $time = time;
    my $mac  = Digest::SHA::hmac_sha256( "$id.$time.$body", $secret->() );
    my @headers = ( "webhook-id: $id", "webhook-timestamp: $time",
        'webhook-signature: v1,' . MIME::Base64::encode_base64( $mac, '' ) );

    $began = $clock->();
    my $status = eval { $post->( $url, \@headers, $body, $began + $patience ) };
    my $why    = defined $status ? '' : $@;
    my $took   = $clock->() - $began;
    if ( defined $status and $status !~ /\A2/ ) {
        $why = "$url answered $status; remedy: "
          . ( $status == 401 ? 'make its secrets and its clock agree with those of RT' : 'see the log of rollout-bridge' );
    }

    # Each worker of RT for itself: people must not wait again and again for one who is slow.
    if ( $took > $slow ) {
        $Rollout::Nudge::rests_until = $clock->() + $rest;
        return if $resting;
        my $what = $why =~ s/; remedy:.*//sr || "$url answered $status";
        $fail->( sprintf( '%s (%.1f s)', $what, $took ), "see why it is slow; this process of RT calls it again in $rest s" );
    }
    if ($resting) {
        undef $Rollout::Nudge::rests_until;
        RT->Logger->warning("rollout-bridge is called again at $url: it does not keep RT waiting any more");
    }
    die $why if $why ne '';
    return;
};

my $url = RT->Config->Get('RolloutBridgeURL') // '';
if ( $url ne '' and !eval { $nudge->($url); 1 } ) {
    my $why = $@;
    $why =~ s/\s+\z//;
    $why =~ s/[^\x20-\x7e]/?/g;
    eval { RT->Logger->warning("rollout-bridge was not told of ticket @{[$ticket->id]}, its sweep will find the news: $why") };
}
1;
