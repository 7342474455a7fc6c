# SPDX-License-Identifier: Apache-2.0
# Scrips of one queue with code from a file. Known by description and queue.
package Rollout::Scrips;
use strict;
use warnings;

use Rollout::Places;

sub ensure_scrip {
    my ( $ledger, $want, $base ) = @_;
    my $queue = Rollout::Places::queue( $want->{queue} );
    return unless $queue->id;
    my $what = "scrip '$want->{description}' on queue $want->{queue}";
    my $code = code("$base/$want->{file}");
    my ( $scrip, @more ) = scrips( $queue, $want->{description} );
    return $ledger->contradiction( "$what is there more than once", 'delete all but one in RT' ) if @more;
    return check( $ledger, $scrip, $want, $code, $what ) if $scrip;
    $scrip = RT::Scrip->new( RT->SystemUser );
    $ledger->must(
        "to create $what",
        $scrip->Create(
            Description       => $want->{description},
            Queue             => $queue->id,
            ScripCondition    => $want->{condition},
            ScripAction       => 'User Defined',
            Template          => 'Blank',
            CustomPrepareCode => $code,
            CustomCommitCode  => '1;',
            ObjectSortOrder   => $want->{sort_order},
        )
    );
    return $ledger->created($what);
}

sub check {
    my ( $ledger, $scrip, $want, $code, $what ) = @_;
    return $ledger->contradiction( "$what is disabled", 'enable it in RT' ) if $scrip->Disabled;
    return $ledger->contradiction( "$what has other code than rt-config/$want->{file}",
        'delete the scrip in RT and apply again, or keep yours under another description' )
      if ( $scrip->CustomPrepareCode // '' ) ne $code or $scrip->ConditionObj->Name ne $want->{condition};
    return $ledger->found($what);
}

sub scrips {
    my ( $queue, $description ) = @_;
    my $all = RT::Scrips->new( RT->SystemUser );
    $all->FindAllRows;
    $all->LimitToQueue( $queue->id );
    $all->Limit( FIELD => 'Description', VALUE => $description );
    return @{ $all->ItemsArrayRef };
}

sub code {
    my ($path) = @_;
    open my $in, '<', $path or die "$path: $!\n";
    local $/ = undef;
    return <$in>;
}

1;
