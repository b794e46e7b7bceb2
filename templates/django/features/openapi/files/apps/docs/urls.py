from django.urls import path

from apps.docs import views

app_name = "docs"
urlpatterns = [
    path("openapi.json", views.document, name="document"),
    path("docs", views.page, name="page"),
]
