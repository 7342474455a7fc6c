# SPDX-License-Identifier: Apache-2.0
# Groups, queues with their watchers, and the bridge's user.
package Rollout::Places;
use strict;
use warnings;

# `name` of a user-defined group -> RT::Group (its id is undef when there is none).
sub group {
    my ($name) = @_;
    my $group = RT::Group->new( RT->SystemUser );
    $group->LoadUserDefinedGroup($name);
    return $group;
}

sub queue {
    my ($name) = @_;
    my $queue = RT::Queue->new( RT->SystemUser );
    $queue->LoadByCols( Name => $name );
    return $queue;
}

sub user {
    my ($name) = @_;
    my $user = RT::User->new( RT->SystemUser );
    $user->LoadByCols( Name => $name );
    return $user;
}

sub ensure_group {
    my ( $ledger, $want ) = @_;
    my $what  = "group $want->{name}";
    my $group = group( $want->{name} );
    if ( $group->id ) {
        return $ledger->contradiction( "$what is disabled in RT", 'enable it in RT' )
          if $group->PrincipalObj->Disabled;
        return $ledger->found($what);
    }
    $ledger->must(
        "to create $what",
        $group->CreateUserDefinedGroup(
            Name        => $want->{name},
            Description => $want->{description}
        )
    );
    return $ledger->created($what);
}

# `domain` gives the addresses of a queue that is created; undef leaves RT's default ones.
sub ensure_queue {
    my ( $ledger, $want, $domain ) = @_;
    my $what = "queue $want->{name}";
    check_lifecycle( $ledger, $want );
    my $queue = queue( $want->{name} );
    if ( $queue->id ) {
        return $ledger->contradiction( "$what is disabled in RT", 'enable it in RT' )
          if $queue->Disabled;
        return $ledger->contradiction(
            "$what has the lifecycle '@{[$queue->Lifecycle]}', not '$want->{lifecycle}'",
            "give it the lifecycle '$want->{lifecycle}' in RT (Admin > Queues), or rename it"
        ) if lc $queue->Lifecycle ne lc $want->{lifecycle};
        return $ledger->found($what);
    }
    return if $ledger->contradictions;    # RT refuses a queue without its lifecycle
    my %mail = $domain
      ? ( CorrespondAddress => "$want->{name}\@$domain", CommentAddress => "$want->{name}-comment\@$domain" )
      : ();
    $ledger->must(
        "to create $what",
        $queue->Create(
            Name        => $want->{name},
            Description => $want->{description},
            Lifecycle   => $want->{lifecycle},
            %mail
        )
    );
    return $ledger->created($what);
}

sub check_lifecycle {
    my ( $ledger, $want ) = @_;
    my $lifecycle = RT::Lifecycle->Load( Name => $want->{lifecycle}, Type => 'ticket' );
    return $ledger->contradiction(
        "RT does not know the lifecycle '$want->{lifecycle}'",
        'install rt-config/rollout-lifecycles.pm with --site-config-dir DIR, the directory that this RT reads'
          . ' (RT_SITE_CONFIG_DIR, or RT_SiteConfig.d in its etc)'
    ) unless $lifecycle;
    for my $status ( @{ $want->{statuses} } ) {
        $ledger->contradiction(
            "the lifecycle '$want->{lifecycle}' has no status '$status'",
            'add the status to the lifecycle in the site configuration'
        ) unless $lifecycle->IsValid($status);
    }
    return;
}

sub ensure_admin_cc {
    my ( $ledger, $queue_name, $group_name ) = @_;
    my ( $queue, $group ) = ( queue($queue_name), group($group_name) );
    return unless $queue->id and $group->id;
    my $what = "group $group_name as AdminCc of queue $queue_name";
    return $ledger->found($what)
      if $queue->RoleGroup('AdminCc')->HasMember( $group->PrincipalObj );
    $ledger->must( "to set $what",
        $queue->AddWatcher( Type => 'AdminCc', PrincipalId => $group->PrincipalId ) );
    return $ledger->created($what);
}

# `password` is a function: called only when it is needed, undef when none was named.
sub ensure_user {
    my ( $ledger, $want, $password ) = @_;
    my $what = "user $want->{name}";
    my $user = user( $want->{name} );
    return check_user( $ledger, $user, $what, $password ) if $user->id;
    my $secret = $password->();
    return $ledger->contradiction( "$what does not exist and no password was given",
        'name a file that holds its password with --password-file FILE' )
      unless defined $secret;
    $ledger->must(
        "to create $what",
        $user->Create(
            Name       => $want->{name},
            RealName   => $want->{real_name},
            Privileged => 1,
            Password   => $secret
        )
    );
    return $ledger->created($what);
}

sub check_user {
    my ( $ledger, $user, $what, $password ) = @_;
    return $ledger->contradiction( "$what is disabled in RT", 'enable it in RT' ) if $user->Disabled;
    return $ledger->contradiction( "$what is not privileged", 'tick "Let this user be granted rights" in RT' )
      unless $user->Privileged;
    my $secret = $password->();
    return $ledger->contradiction( "$what has another password than the one in the password file",
        'set that password in RT, or put the true one into the file' )
      if defined $secret and not $user->IsPassword($secret);
    return $ledger->found($what);
}

1;
