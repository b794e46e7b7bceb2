from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from apps.docs.document import describe_api
from apps.docs.outline import outline


@csrf_exempt  # These take safe methods only, and say so (405) before asking for a token.
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(describe_api())


@csrf_exempt
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "docs/page.html", outline(describe_api()))
